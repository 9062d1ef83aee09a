import Contracts
import Foundation
import PostgreSQL

/// Customers who wait for a score.
enum DueStore {
    struct Due: Sendable {
        let customer: UUID
        let traceparent: String?
    }

    /// Marks customers due. The row of a customer being scored is locked: then this waits, and marks anew what the scoring missed.
    static func mark(_ due: [(customer: UUID, at: Date, traceparent: String?)], in transaction: PostgresTransaction) async throws {
        let latest = Dictionary(due.map { ($0.customer, $0) }) { _, new in new }.values.sorted { $0.customer.text < $1.customer.text }
        guard !latest.isEmpty else { return }
        try await transaction.execute("""
            INSERT INTO due_scores AS known (customer_id, due_at, traceparent)
            SELECT * FROM unnest(\(latest.map(\.customer))::uuid[], \(latest.map(\.at))::timestamptz[],
                                 \(latest.map(\.traceparent))::text[])
            ON CONFLICT (customer_id) DO UPDATE SET due_at = least(known.due_at, excluded.due_at),
                traceparent = coalesce(excluded.traceparent, known.traceparent)
            """)
    }

    /// Everybody with a completed visit, after a promotion.
    static func markAll(at now: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            INSERT INTO due_scores AS known (customer_id, due_at)
            SELECT DISTINCT customer_id, \(now)::timestamptz FROM visits WHERE status = 'completed' ORDER BY customer_id
            ON CONFLICT (customer_id) DO UPDATE SET due_at = least(known.due_at, excluded.due_at)
            """)
    }

    /// Those whose score has grown old: days since the last visit pass without any event.
    static func markStale(before moment: Date, at now: Date, limit: Int, in database: PostgresClient) async throws {
        try await database.execute("""
            INSERT INTO due_scores (customer_id, due_at)
            SELECT customer_id, \(now)::timestamptz FROM scores WHERE scored_at < \(moment) ORDER BY scored_at LIMIT \(limit)
            ON CONFLICT (customer_id) DO NOTHING
            """)
    }

    /// Locks and removes due customers; nobody else takes them, and a rollback leaves them due.
    static func take(limit: Int, at now: Date, in transaction: PostgresTransaction) async throws -> [Due] {
        try await transaction.query("""
            DELETE FROM due_scores WHERE customer_id IN (
                SELECT customer_id FROM due_scores WHERE due_at <= \(now) ORDER BY due_at, customer_id LIMIT \(limit)
                FOR UPDATE SKIP LOCKED)
            RETURNING customer_id, traceparent
            """).map { Due(customer: try $0.get("customer_id"), traceparent: try $0.getIfPresent("traceparent")) }
    }
}
