import Contracts
import Cryptography
import Foundation
import PostgreSQL
import TestSupport
import WebAuthn

@testable import PartnerGateway

/// The authenticator of Tests/WebAuthn.
struct Device {
    let peer: PythonPeer
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "WebAuthn/Peers/authenticator.py").path

    static func with(_ body: (Device) async throws -> Void) async throws {
        try await PythonPeer.with(script) { try await body(Device(peer: $0)) }
    }

    private struct Answer<Result: Decodable>: Decodable { let result: Result }

    func ask<Result: Decodable>(_ what: String, _ challenge: String, _ more: [String: JSONValue] = [:]) async throws -> Result {
        let ceremony: [String: JSONValue] = [
            "do": .string(what), "challenge": .string(challenge), "origin": "https://pitcrew.test", "rpId": "pitcrew.test",
        ]
        let line = try await peer.ask(JSONCoding.text(ceremony.merging(more) { _, new in new }))
        return try JSONCoding.decode(Answer<Result>.self, from: line.utf8).result
    }
}

/// The use cases of passkeys over a real database, with an authenticator and a clock that stands.
struct PasskeyDesk {
    let database: PostgresClient
    let register: RegisterPasskey
    let authenticate: AuthenticatePasskey
    let list: ListPasskeys
    let clock: ManualClock
    let person: Person
    let device: Device
    let gateway: TestService<PartnerGatewayService>

    func ask<Result: Decodable>(_ what: String, _ challenge: String) async throws -> Result { try await device.ask(what, challenge) }

    func add() async throws -> PasskeyStore.Record {
        let (id, options) = try await register.options(for: person, userName: "Ada", provesLittle: false)
        let answer: RegistrationResponseJSON = try await device.ask("create", options.challenge)
        return try await register.finish(answer, challengeID: id, name: " Phone ", for: person, provesLittle: false)
    }

    func assertion(_ id: String, _ challenge: String, count: Int) async throws -> AuthenticationResponseJSON {
        try await device.ask("get", challenge, [
            "id": .string(id), "count": .int(count), "userHandle": .string(Base64URL.encode(person.userHandle)),
        ])
    }

    func signIn(_ record: PasskeyStore.Record, count: Int = 1) async throws -> AuthenticatedPerson {
        let (id, options) = try await authenticate.options()
        return try await authenticate.finish(
            try await assertion(Base64URL.encode(record.credentialID), options.challenge, count: count), challengeID: id
        )
    }
}

func withPasskeys(kind: String = "customer", _ body: (PasskeyDesk) async throws -> Void) async throws {
    try await withGateway { gateway in
        try await Device.with { device in
            let (database, clock) = (gateway.database, ManualClock("2030-01-01T00:00:00Z"))
            let party = RelyingParty(publicURL: gateway.context.publicURL, name: "Pitcrew")
            let challenges = GiveChallenge(database: database, clock: clock, ids: gateway.context.ids)
            let announce = AnnounceSecurityChange(gateway.context)
            try await body(PasskeyDesk(
                database: database,
                register: RegisterPasskey(
                    database: database, challenges: challenges, relyingParty: party, announce: announce, clock: clock
                ),
                authenticate: AuthenticatePasskey(
                    database: database, challenges: challenges, relyingParty: party, logger: gateway.context.logger, clock: clock
                ),
                list: ListPasskeys(database: database, announce: announce, clock: clock), clock: clock,
                person: Person(id: UUID(), kind: kind), device: device, gateway: gateway
            ))
        }
    }
}
