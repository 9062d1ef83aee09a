import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// The keys that access tokens are signed with. Private halves are sealed; public ones are published.
struct SigningKeyStore: Sendable {
    let sealing: AEAD.Key

    struct SigningKey: Sendable {
        let kid: String
        let key: ES256.PrivateKey
    }

    /// The key that signs now: the newest whose time has come, of those that this service has itself heard of through the broker. So
    /// with the broker away the one before signs on, which the others know. Only where none was heard of yet does an unheard one sign.
    func current(issuer: String, at now: Date, in database: PostgresClient) async throws -> SigningKey? {
        try await database.query("""
            SELECT k.kid, k.sealed_key FROM signing_keys k
            WHERE k.signs_from <= \(now) AND (k.retires_at IS NULL OR k.retires_at > \(now))
            ORDER BY EXISTS (SELECT 1 FROM trusted_keys t WHERE t.issuer = \(issuer)
                                 AND t.keys -> 'keys' @> jsonb_build_array(jsonb_build_object('kid', k.kid))) DESC, k.signs_from DESC
            LIMIT 1
            """).first.map { row in
            let kid = try row.get("kid", as: String.self)
            let pem = try AEAD.open(Array(try row.get("sealed_key", as: Data.self)), key: sealing, associatedData: Array(kid.utf8))
            return SigningKey(kid: kid, key: try ES256.PrivateKey(pem: String(decoding: pem, as: UTF8.self)))
        }
    }

    /// Keeps a new key that signs from `start` on; the one before it stays accepted until `overlapEnd`.
    func insert(_ signing: SigningKey, at now: Date, signsFrom start: Date, overlapEnd: Date, in transaction: PostgresTransaction) async throws {
        let sealed = try AEAD.seal(Array(try signing.key.pem().utf8), key: sealing, associatedData: Array(signing.kid.utf8))
        try await transaction.execute("UPDATE signing_keys SET retires_at = \(overlapEnd) WHERE retires_at IS NULL")
        try await transaction.execute("DELETE FROM signing_keys WHERE retires_at < \(now)")
        try await transaction.execute("""
            INSERT INTO signing_keys (kid, sealed_key, x, y, created_at, signs_from)
            VALUES (\(signing.kid), \(Data(sealed)), \(Base64URL.encode(signing.key.publicKey.x)),
                    \(Base64URL.encode(signing.key.publicKey.y)), \(now), \(start))
            """)
    }

    /// Every key whose tokens still count, the newest first.
    static func published(at now: Date, in transaction: PostgresTransaction) async throws -> [SigningKeysState.Key] {
        try await transaction.query("""
            SELECT kid, x, y, signs_from, retires_at FROM signing_keys WHERE retires_at IS NULL OR retires_at > \(now) ORDER BY created_at DESC
            """).map { row in
            SigningKeysState.Key(
                kty: "EC", crv: "P-256", x: try row.get("x"), y: try row.get("y"), kid: try row.get("kid"), alg: "ES256", use: "sig",
                notBefore: try row.get("signs_from"), notAfter: try row.getIfPresent("retires_at")
            )
        }
    }

    /// One instance changes the keys at a time; held until the transaction ends.
    static func lock(in transaction: PostgresTransaction) async throws {
        try await transaction.execute("SELECT pg_advisory_xact_lock(hashtext('signing keys'))")
    }

    static func hasCurrent(in transaction: PostgresTransaction) async throws -> Bool {
        try await !transaction.query("SELECT 1 AS one FROM signing_keys WHERE retires_at IS NULL").isEmpty
    }

    static func nextVersion(in transaction: PostgresTransaction) async throws -> Int64 {
        try await transaction.query("SELECT nextval('signing_keys_version') AS version").first?.get("version") ?? 1
    }
}
