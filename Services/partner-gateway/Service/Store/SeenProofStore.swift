import Foundation
import PostgreSQL

/// Proofs that count once: of devices' keys (RFC 9449, section 11.1) and of partners' clients (RFC 7523, section 3).
enum SeenProofStore {
    /// Remembers a proof for as long as it would count.
    /// - Parameters:
    ///   - owner: of the key it was made with; two owners may use the same identifier.
    ///   - id: the proof's `jti`.
    /// - Returns: false where it was seen before.
    static func see(of owner: String, _ id: String, until end: Date, in database: PostgresClient) async throws -> Bool {
        try await database.execute("""
            INSERT INTO seen_proofs (owner, id, forget_at) VALUES (\(owner), \(id), \(end)) ON CONFLICT DO NOTHING
            """) == 1
    }

    static func forget(limit: Int, at now: Date, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("""
            DELETE FROM seen_proofs WHERE ctid = ANY(ARRAY(SELECT ctid FROM seen_proofs WHERE forget_at < \(now) LIMIT \(limit)))
            """)
    }
}
