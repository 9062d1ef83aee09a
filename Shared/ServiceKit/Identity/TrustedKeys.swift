import Contracts
import Cryptography
import Foundation
import PostgreSQL
import Synchronization

/// The public keys this service verifies tokens by: heard from `signing_keys.changed`, kept in the database, cached here.
final class TrustedKeys: Sendable {
    private struct Cache {
        var keys = JWKSet()
        var loadedAt: Date?
    }
    private let cache = Mutex(Cache())
    private let database: PostgresClient
    private let issuer: String
    private let clock: any WallClock

    init(database: PostgresClient, issuer: String, clock: any WallClock) {
        self.database = database
        self.issuer = issuer
        self.clock = clock
    }

    /// The keys; read again where they are older than `age` seconds, so that another instance's news arrive here too.
    func keys(noOlderThan age: TimeInterval) async throws -> JWKSet {
        let now = clock.now()
        let cached = cache.withLock { cache in
            cache.loadedAt.map { now.timeIntervalSince($0) < age && now >= $0 } == true ? cache.keys : nil
        }
        if let cached { return cached }
        let row = try await database.query("SELECT keys FROM trusted_keys WHERE issuer = \(issuer)").first
        let keys = try row.map { JWKSet(keys: try $0.json("keys", as: JWKSet.self).keys) } ?? JWKSet()
        cache.withLock { cache in
            cache.keys = keys
            cache.loadedAt = now
        }
        return keys
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
