import Contracts
import Foundation
import PostgreSQL

/// Changes of the way people sign in, on their way to whom they concern.
enum SecurityNoticeStore {
    /// A letter in hand.
    struct Due: InHand {
        let id: UUID
        let change: AccountSecurityChange
        /// Tries with this one; whoever settles must present the number they were given.
        let attempts: Int
        let traceparent: String?
    }

    static func add(
        _ change: AccountSecurityChange, traceparent: String?, at now: Date, in transaction: PostgresTransaction
    ) async throws {
        try await transaction.execute("""
            INSERT INTO security_notices (id, change, due_at, traceparent, created_at)
            VALUES (\(change.id), \(json: change), \(now), \(traceparent), \(now))
            ON CONFLICT (id) DO NOTHING
            """)
    }

    /// Takes due letters in hand for a while; a try counts when it begins. What cannot be read is given up, and holds up no other.
    static func lease(limit: Int, at now: Date, for seconds: TimeInterval, in database: PostgresClient) async throws -> [Due] {
        let rows = try await database.query("""
            UPDATE security_notices SET leased_until = \(now + seconds), attempts = attempts + 1
            WHERE id IN (SELECT id FROM security_notices WHERE status = 'scheduled' AND due_at <= \(now)
                             AND (leased_until IS NULL OR leased_until <= \(now))
                         ORDER BY due_at LIMIT \(limit) FOR UPDATE SKIP LOCKED)
            RETURNING id, change, attempts, traceparent
            """)
        var due: [Due] = []
        for row in rows {
            let (id, attempts) = (try row.get("id", as: UUID.self), try row.get("attempts", as: Int.self))
            do {
                let change = try row.json("change", as: AccountSecurityChange.self)
                due.append(Due(id: id, change: change, attempts: attempts, traceparent: try row.getIfPresent("traceparent")))
            } catch {
                let outcome = SendOutcome(status: .failed, next: nil, error: "the notice cannot be read", receipt: nil)
                try await settle(id, attempts, as: outcome, at: now, in: database)
            }
        }
        return due
    }

    /// Writes what came of a try: `sent`, `failed`, or `scheduled` again for later. Nothing where somebody else has the letter now.
    static func settle(
        _ id: UUID, _ attempts: Int, as outcome: SendOutcome, at now: Date, in database: PostgresClient
    ) async throws {
        try await database.execute("""
            UPDATE security_notices SET status = \(outcome.status.rawValue), due_at = coalesce(\(outcome.next), due_at), leased_until = NULL,
                error = \(outcome.error), receipt = \(outcome.receipt),
                change = CASE WHEN \(outcome.next == nil) THEN NULL ELSE change END,
                settled_at = CASE WHEN \(outcome.next == nil) THEN \(now)::timestamptz END
            WHERE id = \(id) AND attempts = \(attempts) AND status = 'scheduled'
            """)
    }

    /// Forgets what was settled a month ago, at most `limit`.
    static func forget(limit: Int, at now: Date, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("""
            DELETE FROM security_notices WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM security_notices WHERE settled_at < \(now - 30 * 86_400) LIMIT \(limit)))
            """)
    }
}
