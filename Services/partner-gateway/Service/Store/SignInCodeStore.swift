import Contracts
import Foundation
import PostgreSQL

/// One-time codes on their way.
enum SignInCodeStore {
    /// A code as it is kept: what checks it, and where it goes.
    struct Kept: Sendable {
        let hash: [UInt8]
        /// Nil for a number.
        let email: String?
        let number: String?
        /// The proved number that the code went to; nil where nobody has proved it, and no code left.
        let phone: UUID?
        /// Of the message that carried it; nil for a code of the version before.
        let locale: String?
    }

    static func insert(
        _ id: UUID, email: String, locale: String, hash: [UInt8], at now: Date, expiresAt: Date, in transaction: PostgresTransaction
    ) async throws {
        try await transaction.execute("""
            INSERT INTO sign_in_codes (id, email, locale, hash, created_at, expires_at)
            VALUES (\(id), \(email), \(locale), \(hash), \(now), \(expiresAt))
            """)
    }

    /// Counts a try before the code is looked at; nil where the code is over: too old, used, or tried too often.
    static func countTry(_ id: UUID, at now: Date, in database: PostgresClient) async throws -> Kept? {
        try await database.query("""
            UPDATE sign_in_codes SET tries = tries + 1
            WHERE id = \(id) AND used_at IS NULL AND expires_at > \(now) AND tries < \(OneTimeCode.maximumTries)
            RETURNING hash, email, number, phone_id, locale
            """).first.map { row in
            Kept(
                hash: Array(try row.get("hash", as: Data.self)), email: try row.getIfPresent("email"), number: try row.getIfPresent("number"),
                phone: try row.getIfPresent("phone_id"), locale: try row.getIfPresent("locale")
            )
        }
    }

    /// Forgets what has run out, an hour later.
    static func forget(limit: Int, at now: Date, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("""
            DELETE FROM sign_in_codes WHERE ctid = ANY(ARRAY(SELECT ctid FROM sign_in_codes WHERE expires_at < \(now - 3600) LIMIT \(limit)))
            """)
    }

    /// - Returns: false where somebody else used it in the same moment.
    static func use(_ id: UUID, at now: Date, in transaction: PostgresTransaction) async throws -> Bool {
        try await transaction.execute("UPDATE sign_in_codes SET used_at = \(now) WHERE id = \(id) AND used_at IS NULL") == 1
    }
}
