import Foundation
import PostgreSQL

/// The outbox table.
public enum OutboxStore {
    /// Locks and reads the oldest unsent rows that nobody else has in hand. Rows are taken by a partial index, never by "id greater
    /// than the last": ids do not commit in order.
    static func claim(limit: Int, in transaction: PostgresTransaction) async throws -> [OutboxRow] {
        try await transaction.query("""
            SELECT position, event_id, type, subject, version, event_time, data_class, traceparent, body FROM outbox
            WHERE sent_at IS NULL AND (held_until IS NULL OR held_until <= now())
            ORDER BY position LIMIT \(limit) FOR UPDATE SKIP LOCKED
            """).map { row in
            OutboxRow(
                position: try row.get("position"), eventID: try row.get("event_id"), type: try row.get("type"),
                subject: try row.get("subject"), version: try row.get("version"), time: try row.get("event_time"),
                dataClass: try row.get("data_class"), traceparent: try row.getIfPresent("traceparent"), body: try row.get("body")
            )
        }
    }

    static func markSent(_ positions: [Int64], in transaction: PostgresTransaction) async throws {
        guard !positions.isEmpty else { return }
        try await transaction.execute("UPDATE outbox SET sent_at = now() WHERE sent_at IS NULL AND position = ANY(\(positions)::bigint[])")
    }

    /// Keeps rows that the broker would not take from being tried again at once.
    static func hold(_ positions: [Int64], for delay: Duration, in transaction: PostgresTransaction) async throws {
        guard !positions.isEmpty else { return }
        try await transaction.execute("""
            UPDATE outbox SET held_until = now() + \(delay / .seconds(1)) * interval '1 second'
            WHERE sent_at IS NULL AND position = ANY(\(positions)::bigint[])
            """)
    }

    /// How many rows wait, counted up to `bound` so that asking stays cheap.
    public static func backlog(bound: Int = 100_000, in database: PostgresClient) async throws -> Int {
        try await database.query("SELECT count(*) AS n FROM (SELECT FROM outbox WHERE sent_at IS NULL LIMIT \(bound)) AS waiting")
            .first?.get("n") ?? 0
    }
}
