import Contracts
import Foundation
import PostgreSQL

/// Letters that an event causes, each once, on their way to whom they concern. Each kind has a table of its own, all of the same columns.
struct NoticeStore<Notice: Codable & Sendable>: Sendable {
    let table: String

    /// A letter in hand.
    struct Due: InHand {
        let id: UUID
        let notice: Notice
        /// Tries with this one; whoever settles must present the number they were given.
        let attempts: Int
        let traceparent: String?
    }

    /// - Parameter id: of the cause: the same is told once.
    func add(_ notice: Notice, id: UUID, traceparent: String?, at now: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            INSERT INTO \(identifier: table) (id, change, due_at, traceparent, created_at)
            VALUES (\(id), \(json: notice), \(now), \(traceparent), \(now))
            ON CONFLICT (id) DO NOTHING
            """)
    }

    /// Takes due letters in hand for a while; a try counts when it begins. What cannot be read is given up, and holds up no other.
    func lease(limit: Int, at now: Date, for seconds: TimeInterval, in database: PostgresClient) async throws -> [Due] {
        let rows = try await database.query("""
            UPDATE \(identifier: table) SET leased_until = \(now + seconds), attempts = attempts + 1
            WHERE id IN (SELECT id FROM \(identifier: table) WHERE status = 'scheduled' AND due_at <= \(now)
                             AND (leased_until IS NULL OR leased_until <= \(now))
                         ORDER BY due_at LIMIT \(limit) FOR UPDATE SKIP LOCKED)
            RETURNING id, change, attempts, traceparent
            """)
        var due: [Due] = []
        for row in rows {
            let (id, attempts) = (try row.get("id", as: UUID.self), try row.get("attempts", as: Int.self))
            do {
                let notice = try row.json("change", as: Notice.self)
                due.append(Due(id: id, notice: notice, attempts: attempts, traceparent: try row.getIfPresent("traceparent")))
            } catch {
                let outcome = SendOutcome(status: .failed, next: nil, error: "the notice cannot be read", receipt: nil)
                try await settle(id, attempts, as: outcome, at: now, in: database)
            }
        }
        return due
    }

    /// Writes what came of a try: `sent`, `failed`, or `scheduled` again for later. Nothing where somebody else has the letter now.
    func settle(
        _ id: UUID, _ attempts: Int, as outcome: SendOutcome, at now: Date, in database: PostgresClient
    ) async throws {
        try await database.execute("""
            UPDATE \(identifier: table) SET status = \(outcome.status.rawValue), due_at = coalesce(\(outcome.next), due_at), leased_until = NULL,
                error = \(outcome.error), receipt = \(outcome.receipt),
                change = CASE WHEN \(outcome.next == nil) THEN NULL ELSE change END,
                settled_at = CASE WHEN \(outcome.next == nil) THEN \(now)::timestamptz END
            WHERE id = \(id) AND attempts = \(attempts) AND status = 'scheduled'
            """)
    }

    /// Forgets what was settled a month ago, at most `limit`.
    func forget(limit: Int, at now: Date, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("""
            DELETE FROM \(identifier: table) WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM \(identifier: table) WHERE settled_at < \(now - 30 * 86_400) LIMIT \(limit)))
            """)
    }
}
