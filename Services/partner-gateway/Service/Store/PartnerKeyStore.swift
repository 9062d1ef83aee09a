import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// Partners' keys: a client id with a secret or with public keys.
enum PartnerKeyStore {
    struct Key: Sendable {
        let partner: PartnerStore.Partner
        let clientID: String
        let environment: PartnerEnvironment
        /// Empty for a client that signs assertions.
        let secretHash: [UInt8]
        /// Nil for a client with a secret.
        let publicKeys: JWKSet?
        let scopes: [String]
    }

    /// How a client proves itself.
    enum Proof: Sendable {
        case secretHash([UInt8])
        case publicKeys(JWKSet)
    }

    static func insert(
        clientID: String, partner: UUID, environment: PartnerEnvironment, proof: Proof, scopes: [String], at now: Date,
        in transaction: PostgresTransaction
    ) async throws {
        var (hash, keys): ([UInt8], JWKSet?) = ([], nil)
        switch proof {
        case .secretHash(let digest): hash = digest
        case .publicKeys(let set): keys = set
        }
        try await transaction.execute("""
            INSERT INTO partner_keys (client_id, partner_id, environment, secret_hash, jwks, scopes, created_at)
            VALUES (\(clientID), \(partner), \(environment), \(Data(hash)), \(json: keys), \(scopes), \(now))
            """)
    }

    /// Ends every other key of the partner in that environment at `end`, so that both count meanwhile.
    static func revokeOthers(
        than clientID: String, partner: UUID, environment: PartnerEnvironment, at end: Date, in transaction: PostgresTransaction
    ) async throws {
        try await transaction.execute("""
            UPDATE partner_keys SET revoked_at = \(end)
            WHERE partner_id = \(partner) AND environment = \(environment) AND client_id <> \(clientID)
                AND (revoked_at IS NULL OR revoked_at > \(end))
            """)
    }

    /// Ends a key now.
    /// - Returns: false where the partner has no such key.
    static func revoke(_ clientID: String, of partner: UUID, at now: Date, in transaction: PostgresTransaction) async throws -> Bool {
        try await transaction.execute("""
            UPDATE partner_keys SET revoked_at = least(revoked_at, \(now)) WHERE client_id = \(clientID) AND partner_id = \(partner)
            """) == 1
    }

    /// The key of that name while it counts.
    static func find(_ clientID: String, at now: Date, in database: PostgresClient) async throws -> Key? {
        try await database.query("""
            SELECT p.id, p.name, k.environment, k.secret_hash, k.jwks, k.scopes
            FROM partner_keys k JOIN partners p ON p.id = k.partner_id
            WHERE k.client_id = \(clientID) AND p.active AND (k.revoked_at IS NULL OR k.revoked_at > \(now))
            """).first.map { row in
            Key(
                partner: PartnerStore.Partner(id: try row.get("id"), name: try row.get("name")), clientID: clientID,
                environment: PartnerEnvironment(rawValue: try row.get("environment")) ?? .sandbox,
                secretHash: Array(try row.get("secret_hash", as: Data.self)),
                publicKeys: try row.isNull("jwks") ? nil : row.json("jwks", as: JWKSet.self), scopes: try row.get("scopes")
            )
        }
    }

    /// Notes that a token was given to it; once a minute is often enough.
    static func used(_ clientID: String, at now: Date, in database: PostgresClient) async throws {
        try await database.execute("""
            UPDATE partner_keys SET last_used_at = \(now)
            WHERE client_id = \(clientID) AND (last_used_at IS NULL OR last_used_at < \(now - 60))
            """)
    }

    static func list(partner: UUID, in database: PostgresClient) async throws -> [PartnerKeyView] {
        try await database.query("""
            SELECT client_id, environment, jwks IS NOT NULL AS signs, scopes, created_at, revoked_at, last_used_at FROM partner_keys
            WHERE partner_id = \(partner) ORDER BY created_at DESC, client_id
            """).map { row in
            PartnerKeyView(
                clientId: try row.get("client_id"), environment: PartnerEnvironment(rawValue: try row.get("environment")) ?? .sandbox,
                method: try row.get("signs") ? .privateKeyJWT : .clientSecret, scopes: try row.get("scopes"),
                createdAt: try row.get("created_at"), endsAt: try row.getIfPresent("revoked_at"),
                lastUsedAt: try row.getIfPresent("last_used_at")
            )
        }
    }
}
