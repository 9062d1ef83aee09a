import Contracts
import Cryptography
import Foundation
import Outbound
import TestSupport
import Testing

@testable import PartnerGateway

@Suite(.timeLimit(.minutes(6))) struct FirstPasswordTests {
    private static let right = SignInRequest(email: "op@pitcrew.test", password: "correct horse")
    private static let file = #"[{"email":"op@pitcrew.test","name":"Op","role":"operator","password":"correct horse"}]"#
    private static let changed = #"[{"email":"op@pitcrew.test","name":"Op","role":"operator","password":"battery staple"}]"#

    private func withFirstPassword(_ body: (TestService<PartnerGatewayService>) async throws -> Void) async throws {
        try await withStaff(Self.file, .first, body)
    }

    @Test func itLetsItsPersonInForNothingButTheFirstPasskey() async throws {
        try await withFirstPassword { gateway in
            let held = try await gateway.signIn(Self.right)
            #expect(held.json["stepUp"] == "verification-needed")
            #expect(held.json["scopes"] == [])
            let token = held.json["accessToken"]?.stringValue
            #expect(try await gateway.post("/v1/passkeys/options", token: token).status == 200)
            try await gateway.addPasskey()
            let spent = try await gateway.signIn(Self.right)
            #expect(spent.status == 403)
            #expect(spent.json["type"] == "urn:pitcrew:problem:password-spent")
            let guess = SignInRequest(email: "op@pitcrew.test", password: "guess")
            #expect(try await gateway.signIn(guess).status == 401, "who does not know it learns nothing")
            #expect(try await gateway.post("/v1/passkeys/options", token: token).status == 403, "nor does what it opened before add another")
        }
    }

    @Test func itRunsOutUnused() async throws {
        try await withFirstPassword { gateway in
            try await gateway.database.execute("UPDATE staff SET password_since = now() - interval '13 days'")
            #expect(try await gateway.signIn(Self.right).status == 201)
            try await gateway.database.execute("UPDATE staff SET password_since = now() - interval '14 days'")
            #expect(try await gateway.signIn(Self.right).json["type"] == "urn:pitcrew:problem:password-spent")
            try await gateway.seedStaff(Self.file, .first)
            #expect(try await gateway.signIn(Self.right).status == 403, "a start makes it no younger")
        }
    }

    @Test func anotherOneIsTheWayBackForWhoLostTheirPasskeys() async throws {
        try await withFirstPassword { gateway in
            try await gateway.addPasskey()
            try await gateway.seedStaff(Self.file, .first)
            #expect(try await gateway.database.query("SELECT 1 FROM passkeys").count == 1, "the same one changes nothing")
            try await gateway.seedStaff(Self.changed, .first)
            #expect(try await gateway.database.query("SELECT 1 FROM passkeys").isEmpty)
            #expect(try await gateway.signIn(SignInRequest(email: "op@pitcrew.test", password: "battery staple")).status == 201)
            #expect(try await gateway.database.query("SELECT 1 FROM identity_audit WHERE action = 'passkeys.removed'").count == 1)
            let told = try await gateway.tap.awaitEvent(.accountSecurityChanged, as: AccountSecurityChange.self) { $0.change == .passwordChanged }
            #expect(told.email == "op@pitcrew.test")
        }
    }

    @Test func whereTheyLastAnotherOneLeavesPasskeysAlone() async throws {
        try await withStaff(Self.file) { gateway in
            try await gateway.addPasskey()
            #expect(try await gateway.signIn(Self.right).json["stepUp"] == nil)
            try await gateway.seedStaff(Self.changed)
            #expect(try await gateway.database.query("SELECT 1 FROM passkeys").count == 1)
        }
    }

    @Test func staffMustBeVerifiedUntilAnOperatorDecidesOtherwise() async throws {
        try await withFirstPassword { gateway in
            let admin = try await gateway.staffToken([.identity])
            let list: PolicyList = try await gateway.get("/v1/posture-policies", token: admin).decoded()
            #expect(Set(list.items.filter { !$0.policy.requiresUserVerification }.map(\.role)) == [.customer])
            let open = PosturePolicy(requiresUserVerification: false, requiresDeviceKey: false)
            #expect(try await gateway.send(.put, "/v1/posture-policies/operator", body: open, token: admin).status == 200)
            #expect(try await gateway.signIn(Self.right).json["stepUp"] == nil)
        }
    }

    @Test func anotherKeySecretResetsNobody() async throws {
        try await withFirstPassword { gateway in
            let other = try Password.Pepper.staff(String(repeating: "o", count: 32))
            let foreign = try await Password.hash("correct horse", pepper: other)
            try await gateway.addPasskey()
            try await gateway.database.execute("UPDATE staff SET password_hash = \(foreign)")
            try await gateway.seedStaff(Self.file, .first)
            #expect(try await gateway.database.query("SELECT 1 FROM passkeys").count == 1)
            #expect(try await Password.pepperID(of: gateway.storedPassword().hash) == (try Self.pepperID))
        }
    }

    @Test func itIsSpentForGoodOnceThereWasAPasskey() async throws {
        try await withFirstPassword { gateway in
            try await gateway.database.withTransaction { transaction in
                guard let id = try await transaction.query("SELECT id FROM staff").first?.get("id", as: UUID.self) else { return }
                try await StaffStore.spendPassword(of: id, in: transaction)
            }
            #expect(try await gateway.signIn(Self.right).json["type"] == "urn:pitcrew:problem:password-spent")
            try await gateway.seedStaff(Self.file, .first)
            #expect(try await gateway.signIn(Self.right).status == 403, "a start makes it no better")
            try await gateway.seedStaff(Self.changed, .first)
            #expect(try await gateway.signIn(SignInRequest(email: "op@pitcrew.test", password: "battery staple")).status == 201)
        }
    }

    private static var pepperID: String { get throws { try TestService<PartnerGatewayService>.pepper.id } }

    @Test func anOlderHashGetsItsPepperAndNobodyIsSignedOut() async throws {
        try await withStaff(Self.file) { gateway in
            let since = try await gateway.storedPassword().since
            try await gateway.database.execute("UPDATE staff SET password_hash = \(try await Password.hash("correct horse"))")
            #expect(try await gateway.signIn(Self.right).status == 201)
            try await gateway.seedStaff(Self.file)
            let stored = try await gateway.storedPassword()
            #expect(stored.hash.hasPrefix("$hmac-scrypt$"))
            #expect(stored.since == since)
            #expect(try await gateway.database.query("SELECT 1 FROM sessions WHERE ended_at IS NOT NULL").isEmpty)
            #expect(try await gateway.signIn(Self.right).status == 201)
        }
    }
}

extension TestService where S == PartnerGatewayService {
    fileprivate func addPasskey() async throws {
        try await database.execute("""
            INSERT INTO passkeys SELECT decode('0102', 'hex'), id, 'staff', '', -7, 0, true, false, false, '{}', 'Key', now() FROM staff
            """)
    }

    fileprivate func storedPassword() async throws -> StaffStore.KnownPassword {
        try #require(try await StaffStore.password(email: "op@pitcrew.test", in: database))
    }
}
