import Contracts
import Foundation
import PostgreSQL

/// The ledger of messages that were sent to try a template out. Whom they went to is not kept.
enum TestLedger {
    /// Notes a test before it is sent; until it is known, what came of it is not known.
    static func reserve(
        _ id: UUID, _ source: TemplateSnapshot.Source, by caller: String, at now: Date, in transaction: PostgresTransaction
    ) async throws {
        try await transaction.execute("""
            INSERT INTO messages (id, purpose, channel, status, due_at, attempts, error, created_at, settled_at, template, is_test, requested_by)
            VALUES (\(id), \(source.key.name), \(source.key.channel), 'failed', \(now), 1, 'whether it was sent is not known', \(now), \(now),
                    \(source.text), true, \(caller))
            """)
    }

    /// How many somebody had sent since then. Theirs are counted one after the other.
    static func count(by caller: String, since: Date, in transaction: PostgresTransaction) async throws -> Int {
        _ = try await transaction.query("SELECT pg_advisory_xact_lock(hashtextextended(\("template tests " + caller), 0))")
        return try await transaction.query("""
            SELECT count(*) AS sent FROM messages WHERE is_test AND created_at > \(since) AND requested_by = \(caller)
            """).first?.get("sent") ?? 0
    }

    static func settle(_ id: UUID, as outcome: SendOutcome, at now: Date, in database: PostgresClient) async throws {
        try await database.execute("""
            UPDATE messages SET status = \(outcome.status.rawValue), error = \(outcome.error), receipt = \(outcome.receipt), settled_at = \(now)
            WHERE id = \(id) AND is_test
            """)
    }

    /// Forgets what is a month old, at most `limit`.
    static func forget(limit: Int, at now: Date, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("""
            DELETE FROM messages WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM messages WHERE is_test AND created_at < \(now - 30 * 86_400) LIMIT \(limit)))
            """)
    }
}
