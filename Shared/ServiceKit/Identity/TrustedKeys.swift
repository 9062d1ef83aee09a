import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// The public keys this service verifies tokens by: heard from `signing_keys.changed`, kept in the database, cached here.
struct TrustedKeys: Sendable {
    private let recent: RecentValue<JWKSet>
    private let database: PostgresClient
    private let issuer: String

    init(database: PostgresClient, issuer: String, clock: any WallClock) {
        self.database = database
        self.issuer = issuer
        recent = RecentValue(clock: clock)
    }

    /// The keys; read again where they are older than `age` seconds, so that another instance's news arrive here too.
    func keys(noOlderThan age: TimeInterval) async throws -> JWKSet {
        try await recent.value(noOlderThan: age) {
            let row = try await database.query("SELECT keys FROM trusted_keys WHERE issuer = \(issuer)").first
            return try row.map { JWKSet(keys: try $0.json("keys", as: JWKSet.self).keys) } ?? JWKSet()
        }
    }

    /// Keeps what the gateway published, if it is newer than what is known.
    static func store(_ event: Event<SigningKeysState>, in transaction: PostgresTransaction) async throws {
        let state = event.payload
        try await transaction.execute("""
            INSERT INTO trusted_keys (issuer, version, keys) VALUES (\(state.issuer), \(state.version), \(json: ["keys": state.keys]))
            ON CONFLICT (issuer) DO UPDATE SET version = excluded.version, keys = excluded.keys
            WHERE trusted_keys.version < excluded.version
            """)
    }
}
