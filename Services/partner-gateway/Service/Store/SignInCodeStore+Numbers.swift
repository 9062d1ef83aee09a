import Contracts
import Foundation
import PostgreSQL

/// Codes for numbers wait until it is known whose the number is.
extension SignInCodeStore {
    struct Waiting: Sendable {
        let id: UUID
        let number: String
        let locale: String
        let sealed: String
        let expiresAt: Date
        let traceparent: String?
    }

    static func insert(_ code: Waiting, hash: [UInt8], at now: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            INSERT INTO sign_in_codes (id, number, locale, sealed, traceparent, hash, created_at, expires_at)
            VALUES (\(code.id), \(code.number), \(code.locale), \(code.sealed), \(code.traceparent), \(hash), \(now), \(code.expiresAt))
            """)
    }

    /// The oldest of those that have waited since then, held until the transaction ends.
    static func waiting(since latest: Date, limit: Int, in transaction: PostgresTransaction) async throws -> [Waiting] {
        try await transaction.query("""
            SELECT id, number, locale, sealed, expires_at, traceparent FROM sign_in_codes
            WHERE sealed IS NOT NULL AND created_at <= \(latest) ORDER BY created_at LIMIT \(limit) FOR UPDATE SKIP LOCKED
            """).map { row in
            Waiting(
                id: try row.get("id"), number: try row.get("number"), locale: try row.get("locale"), sealed: try row.get("sealed"),
                expiresAt: try row.get("expires_at"), traceparent: try row.getIfPresent("traceparent")
            )
        }
    }

    /// The code waits no longer.
    /// - Parameter phone: the proved number it went to; nil where it goes nowhere.
    static func settle(_ id: UUID, phone: UUID?, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("UPDATE sign_in_codes SET sealed = NULL, traceparent = NULL, phone_id = \(phone) WHERE id = \(id)")
    }
}
