import Contracts
import Cryptography
import Foundation
import Outbox
import ServiceKit
import TestSupport
import Testing

@testable import PartnerGateway

@Suite struct SigningKeyTests {
    private static func store() throws -> SigningKeyStore {
        SigningKeyStore(sealing: try AEAD.Key(secret: String(repeating: "k", count: 32), purpose: "signing keys"))
    }

    private static func keys(of gateway: TestService<PartnerGatewayService>, _ clock: ManualClock) throws -> RotateSigningKey {
        let (context, ids) = (gateway.context, gateway.context.ids)
        let outbox = Outbox(source: EventSource(service: .partnerGateway, region: context.region), clock: clock, ids: ids)
        return RotateSigningKey(
            database: gateway.database, outbox: outbox, store: try store(), issuer: context.issuer, clock: clock, ids: ids,
            period: .seconds(300)
        )
    }

    @Test func whoMissedTheKeysHearsThemAgain() async throws {
        try await withGateway(settings: ["PITCREW_KEY_ANNOUNCEMENT": "200ms"]) { gateway in
            try await eventually("the first announcement is heard") { try await gateway.trusts() }
            try await gateway.database.execute("DELETE FROM trusted_keys")
            try await eventually("it is heard again") { try await gateway.trusts() }
        }
    }

    @Test func oneSetIsOneEventAPeriodHoweverOftenItIsTold() async throws {
        try await withGateway { gateway in
            let clock = ManualClock("2030-01-01T00:00:00Z")
            let keys = try Self.keys(of: gateway, clock)
            func announced() async throws -> Int {
                try await gateway.database.query("""
                    SELECT count(DISTINCT event_id) AS n FROM outbox WHERE type = 'signing_keys.changed' AND event_time >= '2030-01-01'
                    """).first?.get("n") ?? -1
            }
            try await keys.announce()
            clock.advance(by: .seconds(299))
            try await keys.announce()
            #expect(try await announced() == 1)
            clock.advance(by: .seconds(1))
            try await keys.announce()
            #expect(try await announced() == 2)
            try await gateway.database.withTransaction { try await keys.rotate(in: $0) }
            #expect(try await announced() == 3, "another set is another event in the same period")
        }
    }

    @Test func aRotationTakesEffectWithinSecondsAndTheKeyIsNotReadForEveryToken() async throws {
        try await withGateway { gateway in
            let clock = ManualClock("2030-01-01T00:00:00Z")
            let issue = IssueToken(
                database: gateway.database, keys: try Self.store(), issuer: gateway.context.issuer, lifetime: .seconds(600), clock: clock,
                ids: gateway.context.ids
            )
            func keyID() async throws -> String {
                let token = try await issue.run(subject: "s", kind: "staff", scopes: [], name: nil).token
                let header = Base64URL.decode(token.prefix { $0 != "." }) ?? []
                return try JSONCoding.decode(JSONValue.self, from: Data(header))["kid"]?.stringValue ?? ""
            }
            let first = try await eventually("the gateway has made its key") { try? await keyID() }
            let keys = try Self.keys(of: gateway, clock)
            try await gateway.database.withTransaction { try await keys.rotate(in: $0) }
            #expect(try await keyID() == first, "not read again so soon")
            clock.advance(by: .seconds(5))
            #expect(try await keyID() != first)
        }
    }
}

extension TestService where S == PartnerGatewayService {
    /// Whether the gateway has heard of its own keys.
    fileprivate func trusts() async throws -> Bool {
        try await !database.query("SELECT 1 AS one FROM trusted_keys WHERE version > 0").isEmpty
    }
}
