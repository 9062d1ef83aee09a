import Contracts
import Foundation
import PostgreSQL

/// Partners and their keys.
enum PartnerStore {
    struct Partner: Sendable {
        let id: UUID
        let name: String
    }

    struct Key: Sendable {
        let partner: Partner
        let secretHash: [UInt8]
        let scopes: [String]
    }

    static func insert(_ partner: Partner, at now: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            INSERT INTO partners (id, name, version, created_at) VALUES (\(partner.id), \(partner.name), 1, \(now))
            """)
    }

    static func exists(_ id: UUID, in transaction: PostgresTransaction) async throws -> Bool {
        try await !transaction.query("SELECT 1 AS one FROM partners WHERE id = \(id) AND active").isEmpty
    }

    static func insertKey(
        clientID: String, partner: UUID, secretHash: [UInt8], scopes: [String], at now: Date, in transaction: PostgresTransaction
    ) async throws {
        try await transaction.execute("""
            INSERT INTO partner_keys (client_id, partner_id, secret_hash, scopes, created_at)
            VALUES (\(clientID), \(partner), \(Data(secretHash)), \(scopes), \(now))
            """)
    }

    /// Ends every other key of the partner at `end`, so that both count meanwhile.
    static func revokeOthers(than clientID: String, partner: UUID, at end: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            UPDATE partner_keys SET revoked_at = \(end)
            WHERE partner_id = \(partner) AND client_id <> \(clientID) AND (revoked_at IS NULL OR revoked_at > \(end))
            """)
    }

    /// The key of that name while it counts.
    static func key(_ clientID: String, at now: Date, in database: PostgresClient) async throws -> Key? {
        try await database.query("""
            SELECT p.id, p.name, k.secret_hash, k.scopes FROM partner_keys k JOIN partners p ON p.id = k.partner_id
            WHERE k.client_id = \(clientID) AND p.active AND (k.revoked_at IS NULL OR k.revoked_at > \(now))
            """).first.map { row in
            Key(
                partner: Partner(id: try row.get("id"), name: try row.get("name")),
                secretHash: Array(try row.get("secret_hash", as: Data.self)), scopes: try row.get("scopes")
            )
        }
    }
}
