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
            period: .seconds(300), delay: .seconds(300)
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

    @Test func aNewKeySignsOnceItWasHeardOfAndHasBeenKnownForAWhile() async throws {
        try await withGateway { gateway in
            let clock = ManualClock("2030-01-01T00:00:00Z")
            let issue = try gateway.issueToken(clock: clock)
            func keyID() async throws -> String {
                clock.advance(by: .seconds(IssueToken.keyAge))
                let token = try await issue.run(subject: "s", kind: "staff", scopes: [], name: nil).token
                let header = Base64URL.decode(token.prefix { $0 != "." }) ?? []
                return try JSONCoding.decode(JSONValue.self, from: header)["kid"]?.stringValue ?? ""
            }
            try await eventually("the first key is heard of") { try await gateway.trusts() }
            let first = try await keyID()
            let keys = try Self.keys(of: gateway, clock)
            try await gateway.database.withTransaction { try await keys.rotate(in: $0) }
            try await eventually("the second key is heard of") { try await gateway.trusts(count: 2) }
            #expect(try await keyID() == first, "others may not have heard of it yet")
            clock.advance(by: .seconds(300))
            let second = try await keyID()
            #expect(second != first)
            // As if the broker were away: nobody hears of the third.
            let third = SigningKeyStore.SigningKey(kid: "third", key: try ES256.PrivateKey.generate())
            let (now, store) = (clock.now(), try Self.store())
            try await gateway.database.withTransaction { transaction in
                try await store.insert(third, at: now, signsFrom: now + 300, overlapEnd: now + 86_700, in: transaction)
            }
            clock.advance(by: .seconds(3600))
            #expect(try await keyID() == second)
        }
    }

    @Test func aKeyThatWasReplacedCountsForADay() async throws {
        try await withGateway { gateway in
            let clock = ManualClock("2030-01-01T00:00:00Z")
            try await eventually("the first key is heard of") { try await gateway.trusts() }
            let keys = try Self.keys(of: gateway, clock)
            try await gateway.database.withTransaction { try await keys.rotate(in: $0) }
            try await eventually("the second key is heard of") { try await gateway.trusts(count: 2) }
            let row = try #require(try await gateway.database.query("SELECT keys FROM trusted_keys").first)
            let heard = try row.json("keys", as: JWKSet.self)
            #expect(heard.keys.map(\.notAfter) == [nil, clock.now() + 300 + 86_400])
        }
    }
}

extension TestService where S == PartnerGatewayService {
    /// Whether the gateway has heard of so many keys of its own.
    fileprivate func trusts(count: Int = 1) async throws -> Bool {
        try await !database.query("""
            SELECT 1 AS one FROM trusted_keys WHERE version > 0 AND jsonb_array_length(keys -> 'keys') = \(count)
            """).isEmpty
    }
}
