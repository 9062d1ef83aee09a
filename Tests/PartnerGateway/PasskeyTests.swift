import Concurrency
import Contracts
import Cryptography
import Foundation
import Outbound
import PostgreSQL
import ServiceKit
import TestSupport
import Testing
import WebAuthn

@testable import PartnerGateway

@Suite(.timeLimit(.minutes(6))) struct PasskeyTests {
    @Test func whoRegistersAPasskeySignsInWithIt() async throws {
        try await withPasskeys { desk in
            let record = try await desk.add()
            let person = try await desk.signIn(record)
            #expect(person == AuthenticatedPerson(id: desk.person.id, kind: "customer", method: "passkey", userVerified: true))
            let listed = try await desk.list.run(for: desk.person)
            #expect(listed.map(\.name) == ["Phone"] && listed.first?.lastUsedAt == desk.clock.now() && listed.first?.signCount == 1)
            #expect(listed.first?.transports == ["hybrid", "internal"])
        }
    }

    @Test func aChallengeCountsOnceForFiveMinutesAndForItsPersonOnly() async throws {
        try await withPasskeys { desk in
            let (id, options) = try await desk.register.options(for: desk.person, userName: "Ada", provesLittle: false)
            let answer: RegistrationResponseJSON = try await desk.ask("create", options.challenge)
            let other = Person(id: UUID(), kind: "customer")
            await #expect(throws: GatewayError.passkeyRefused) {
                try await desk.register.finish(answer, challengeID: id, name: nil, for: other, provesLittle: false)
            }
            _ = try await desk.register.finish(answer, challengeID: id, name: nil, for: desk.person, provesLittle: false)
            await #expect(throws: GatewayError.passkeyRefused) {
                try await desk.register.finish(answer, challengeID: id, name: nil, for: desk.person, provesLittle: false)
            }
            let (late, lateOptions) = try await desk.authenticate.options()
            let assertion = try await desk.assertion(answer.id, lateOptions.challenge, count: 1)
            desk.clock.advance(by: .seconds(300))
            await #expect(throws: GatewayError.wrongCredentials) { try await desk.authenticate.finish(assertion, challengeID: late) }
            _ = try await desk.authenticate.options()
            #expect(try await desk.database.query("SELECT id FROM webauthn_challenges").count == 1, "what has run out is gone")
        }
    }

    @Test func ofManyAnswersToOneChallengeOneCounts() async throws {
        try await withPasskeys { desk in
            let record = try await desk.add()
            let (id, options) = try await desk.authenticate.options()
            let assertion = try await desk.assertion(Base64URL.encode(record.credentialID), options.challenge, count: 9)
            let taken = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 { group.addTask { (try? await desk.authenticate.finish(assertion, challengeID: id)) != nil } }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(taken == 1)
        }
    }

    @Test func anUnknownCredentialAWrongOneAndACopiedOneGetTheSameAnswer() async throws {
        try await withPasskeys { desk in
            let record = try await desk.add()
            _ = try await desk.signIn(record, count: 5)
            await #expect(throws: GatewayError.wrongCredentials) { try await desk.signIn(record, count: 5) }
            let (id, _) = try await desk.authenticate.options()
            let wrong = try await desk.assertion(Base64URL.encode(record.credentialID), "AAAA", count: 6)
            await #expect(throws: GatewayError.wrongCredentials) { try await desk.authenticate.finish(wrong, challengeID: id) }
            try await desk.list.remove(Base64URL.encode(record.credentialID), of: desk.person, provesLittle: false)
            await #expect(throws: GatewayError.wrongCredentials) { try await desk.signIn(record, count: 7) }
            #expect(try await desk.list.run(for: desk.person).isEmpty, "the last one may go")
        }
    }

    @Test func whoProvedLittleMakesTheFirstPasskeyOnly() async throws {
        try await withPasskeys { desk in
            _ = try await desk.register.options(for: desk.person, userName: "Ada", provesLittle: true)
            let (id, options) = try await desk.register.options(for: desk.person, userName: "Ada", provesLittle: true)
            let answer: RegistrationResponseJSON = try await desk.ask("create", options.challenge)
            _ = try await desk.add()
            await #expect(throws: GatewayError.stepUpRequired) {
                try await desk.register.finish(answer, challengeID: id, name: nil, for: desk.person, provesLittle: true)
            }
            await #expect(throws: GatewayError.stepUpRequired) {
                try await desk.register.options(for: desk.person, userName: "Ada", provesLittle: true)
            }
        }
    }

    /// Else the last would be taken away, and the first one made, by whoever took the weaker way in.
    @Test func whoProvedLittleRemovesNone() async throws {
        try await withPasskeys { desk in
            let id = Base64URL.encode(try await desk.add().credentialID)
            await #expect(throws: GatewayError.stepUpRequired) { try await desk.list.remove(id, of: desk.person, provesLittle: true) }
            #expect(try await desk.list.run(for: desk.person).count == 1)
            try await desk.list.remove(id, of: desk.person, provesLittle: false)
            let actions = try await desk.database.query("SELECT action FROM identity_audit ORDER BY id").map { try $0.get("action") as String }
            #expect(actions == ["passkey.added", "passkey.removed"])
        }
    }

    @Test func twentyPasskeysAPerson() async throws {
        try await withPasskeys { desk in
            let (id, options) = try await desk.register.options(for: desk.person, userName: "Ada", provesLittle: false)
            for _ in 0..<RegisterPasskey.maximum { _ = try await desk.add() }
            await #expect(throws: GatewayError.tooManyPasskeys) {
                try await desk.register.options(for: desk.person, userName: "Ada", provesLittle: false)
            }
            let answer: RegistrationResponseJSON = try await desk.ask("create", options.challenge)
            await #expect(throws: GatewayError.tooManyPasskeys) {
                try await desk.register.finish(answer, challengeID: id, name: nil, for: desk.person, provesLittle: false)
            }
        }
    }

    @Test func staffWithoutAnAccountCannotSignIn() async throws {
        try await withPasskeys(kind: "staff") { desk in
            let record = try await desk.add()
            await #expect(throws: GatewayError.wrongCredentials) { try await desk.signIn(record, count: 1) }
            let account = StaffStore.Account(id: desk.person.id, name: "Op", role: .operator, passwordHash: "", passwordSince: Date())
            try await StaffStore.upsert(account, email: "op@pitcrew.test", in: desk.database)
            #expect(try await desk.signIn(record, count: 2).kind == "staff")
        }
    }

    @Test func overHTTPOnlyOnesOwnPasskeysAreSeenAndRemoved() async throws {
        try await withGateway { gateway in
            try await Device.with { device in
                let (ada, bob) = (try await gateway.staffToken([.jobs]), try await gateway.staffToken([.jobs]))
                let creation = try await gateway.post("/v1/passkeys/options", token: ada)
                #expect(creation.status == 200 && creation.headers["Cache-Control"] == "no-store")
                let given: PasskeyCreation = try creation.decoded()
                #expect(given.publicKey.rp.id == "pitcrew.test")
                let credential: RegistrationResponseJSON = try await device.ask("create", given.publicKey.challenge)
                let body = PasskeyRegistration(challengeId: given.challengeId, credential: credential, name: "Key")
                #expect(try await gateway.post("/v1/passkeys", body, token: bob).json["type"] == "urn:pitcrew:problem:passkey-refused")
                let made = try await gateway.post("/v1/passkeys", body, token: ada)
                #expect(made.status == 201 && made.json["id"]?.stringValue == credential.id)
                let long = PasskeyRegistration(challengeId: UUID(), credential: credential, name: String(repeating: "x", count: 101))
                #expect(try await gateway.post("/v1/passkeys", long, token: ada).status == 422)
                #expect(try await gateway.get("/v1/passkeys", token: ada).decoded(PasskeyList.self).items.map(\.name) == ["Key"])
                #expect(try await gateway.get("/v1/passkeys", token: bob).decoded(PasskeyList.self).items.isEmpty)
                let heldBack = try await gateway.send(.delete, "/v1/passkeys/\(credential.id)", token: gateway.ownToken("staff"))
                #expect(heldBack.json["type"] == "urn:pitcrew:problem:step-up-required")
                #expect(try await gateway.send(.delete, "/v1/passkeys/\(credential.id)", token: bob).status == 404)
                #expect(try await gateway.send(.delete, "/v1/passkeys/\(credential.id)", token: ada).status == 204)
            }
        }
    }

    @Test func whoIsNoPersonHasNoPasskeys() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.ownToken("partner")
            #expect(try await gateway.post("/v1/passkeys/options", token: partner).status == 403)
            #expect(try await gateway.get("/v1/passkeys").status == 401)
            let options: PasskeyRequest = try await gateway.post("/v1/sign-in/passkeys/options").decoded()
            #expect(options.publicKey.userVerification == "required" && options.publicKey.allowCredentials.isEmpty)
        }
    }
}

extension TestService where S == PartnerGatewayService {
    /// A token of the gateway's own, once it trusts its key.
    fileprivate func ownToken(_ kind: String) async throws -> String {
        try await eventually("the gateway accepts its own tokens") { () -> String? in
            let issue = try issueToken(clock: context.clock)
            let issued = try? await issue.run(subject: UUID().text, kind: kind, scopes: [], name: "Ada", authenticatedAt: context.clock.now())
            guard let token = issued?.token else { return nil }
            return try await get("/v1/passkeys", token: token).status == 401 ? nil : token
        }
    }
}
