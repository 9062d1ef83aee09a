import Foundation
import PostgreSQL

/// The outbox table.
public enum OutboxStore {
    /// Locks and reads the oldest unsent rows that nobody else has in hand. Rows are taken by a partial index, never by "id greater
    /// than the last": ids do not commit in order.
    static func claim(limit: Int, in transaction: PostgresTransaction) async throws -> [OutboxRow] {
        try transaction.enqueue(Self.inOrderOfIndex)
        return try await transaction.query(oldestUnsent(limit)).map { row in
            OutboxRow(
                createdAt: try row.get("created_at"), position: try row.get("position"), eventID: try row.get("event_id"),
                type: try row.get("type"), subject: try row.get("subject"), version: try row.get("version"),
                time: try row.get("event_time"), dataClass: try row.get("data_class"),
                traceparent: try row.getIfPresent("traceparent"), body: try row.utf8("body"), wasHeld: try row.get("was_held")
            )
        }
    }

    static func oldestUnsent(_ limit: Int) -> SQL {
        """
        SELECT created_at, position, event_id, type, subject, version, event_time, data_class, traceparent, body,
            held_until IS NOT NULL AS was_held
        FROM outbox
        WHERE sent_at IS NULL AND (held_until IS NULL OR held_until <= now())
        ORDER BY position LIMIT \(limit) FOR UPDATE SKIP LOCKED
        """
    }

    /// Until a table of unsent rows has been analysed the planner takes it for nearly empty, and would read and sort all that wait for the
    /// sake of a few.
    private static let inOrderOfIndex: SQL = """
        SELECT set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true)
        """

    static func markSent(_ rows: [OutboxRow], in transaction: PostgresTransaction) throws {
        guard let rows = among(rows) else { return }
        try transaction.enqueue("UPDATE outbox SET sent_at = now() WHERE \(fragment: rows)")
    }

    /// Keeps rows that the broker would not take from being tried again at once.
    static func hold(_ rows: [OutboxRow], for delay: Duration, in transaction: PostgresTransaction) throws {
        guard let rows = among(rows) else { return }
        try transaction.enqueue("""
            UPDATE outbox SET held_until = now() + \(delay / .seconds(1)) * interval '1 second' WHERE \(fragment: rows)
            """)
    }

    /// The condition that holds for these rows, nil for none: the position says which row it is, the time in which partitions to look.
    private static func among(_ rows: [OutboxRow]) -> SQL? {
        let times = rows.map(\.createdAt)
        guard let first = times.min(), let last = times.max() else { return nil }
        // A `Date` may be some nanoseconds off.
        return """
            position = ANY(\(rows.map(\.position))::bigint[]) AND created_at BETWEEN \(first - 0.001) AND \(last + 0.001)
                AND sent_at IS NULL
            """
    }

    /// Writes drafts in the order given, with the statement that comes next or with the commit.
    static func add(_ drafts: [EventDraft], at time: Date, traceparent: String?, in transaction: PostgresTransaction) throws {
        // One event is what nearly every transaction tells of: it need not go by arrays and a sort.
        if drafts.count == 1, let draft = drafts.first {
            return try transaction.enqueue("""
                INSERT INTO outbox (event_id, type, subject, version, event_time, data_class, traceparent, body)
                VALUES (\(draft.id), \(draft.type.rawValue), \(draft.subject), \(draft.version), \(time), \(draft.dataClass.rawValue),
                        \(traceparent), \(utf8: draft.body))
                """)
        }
        try transaction.enqueue("""
            INSERT INTO outbox (event_id, type, subject, version, event_time, data_class, traceparent, body)
            SELECT e.id, e.type, e.subject, e.version, \(time), e.class, \(traceparent), e.body
            FROM unnest(\(drafts.map(\.id))::uuid[], \(drafts.map(\.type.rawValue))::text[], \(drafts.map(\.subject))::uuid[],
                        \(drafts.map(\.version))::bigint[], \(drafts.map(\.dataClass.rawValue))::text[],
                        \(drafts.map { String(decoding: $0.body, as: UTF8.self) })::text[])
                WITH ORDINALITY AS e (id, type, subject, version, class, body, ordinal)
            ORDER BY e.ordinal
            """)
    }

    /// How many rows wait, counted up to `bound` so that asking stays cheap.
    public static func backlog(bound: Int = 100_000, in database: PostgresClient) async throws -> Int {
        try await database.query("SELECT count(*) AS n FROM (SELECT FROM outbox WHERE sent_at IS NULL LIMIT \(bound)) AS waiting")
            .first?.get("n") ?? 0
    }
}
