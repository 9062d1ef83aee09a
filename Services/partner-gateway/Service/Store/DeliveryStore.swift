import Contracts
import Foundation
import PostgreSQL

/// The webhook calls that are owed, made and given up.
enum DeliveryStore {
    struct Due: Sendable {
        let id: UUID
        let partner: UUID
        let body: String
        let attempts: Int
        let traceparent: String?
    }

    /// Owes a call. The same cause always makes the same id, so that a partner never gets it twice under two.
    static func insert(
        id: UUID, partner: UUID, type: String, body: String, traceparent: String?, at now: Date, in transaction: PostgresTransaction
    ) async throws {
        try await transaction.execute("""
            INSERT INTO deliveries (id, partner_id, type, body, due_at, traceparent, created_at)
            VALUES (\(id), \(partner), \(type), \(body), \(now), \(traceparent), \(now)) ON CONFLICT (id) DO NOTHING
            """)
    }

    /// Takes due calls in hand for a while; nobody else makes them meanwhile.
    static func lease(limit: Int, at now: Date, for seconds: TimeInterval, in database: PostgresClient) async throws -> [Due] {
        try await database.query("""
            UPDATE deliveries SET leased_until = \(now + seconds)
            WHERE id IN (SELECT id FROM deliveries WHERE status = 'pending' AND due_at <= \(now)
                             AND (leased_until IS NULL OR leased_until <= \(now))
                         ORDER BY due_at LIMIT \(limit) FOR UPDATE SKIP LOCKED)
            RETURNING id, partner_id, body, attempts, traceparent
            """).map { row in
            Due(
                id: try row.get("id"), partner: try row.get("partner_id"), body: try row.get("body"), attempts: try row.get("attempts"),
                traceparent: try row.getIfPresent("traceparent")
            )
        }
    }

    /// Notes an attempt and what follows from it: settled (`delivered` or `failed`) or due again.
    static func record(
        _ due: Due, attempt: WebhookAttempt, next: Date?, at now: Date, in transaction: PostgresTransaction
    ) async throws {
        let status = attempt.isDelivered ? "delivered" : next == nil ? "failed" : "pending"
        try await transaction.execute("""
            INSERT INTO delivery_attempts (delivery_id, attempt, at, status, error, milliseconds)
            VALUES (\(due.id), \(due.attempts + 1), \(now), \(attempt.status), \(attempt.error), \(attempt.milliseconds))
            ON CONFLICT DO NOTHING
            """)
        try await transaction.execute("""
            UPDATE deliveries SET attempts = \(due.attempts + 1), status = \(status), due_at = coalesce(\(next), due_at),
                leased_until = NULL, settled_at = CASE WHEN \(status) = 'pending' THEN NULL ELSE \(now)::timestamptz END
            WHERE id = \(due.id)
            """)
    }

    /// Whom the call is owed to; nil where there is no such delivery.
    static func partner(of id: UUID, in transaction: PostgresTransaction) async throws -> UUID? {
        try await transaction.query("SELECT partner_id FROM deliveries WHERE id = \(id)").first?.get("partner_id")
    }

    /// Owes a settled call again, under the same id, from the start of the schedule.
    static func replay(_ id: UUID, at now: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            WITH cleared AS (DELETE FROM delivery_attempts WHERE delivery_id = \(id))
            UPDATE deliveries SET status = 'pending', attempts = 0, due_at = \(now), leased_until = NULL, settled_at = NULL
            WHERE id = \(id)
            """)
    }

    /// A partner's deliveries, the latest first.
    static func list(partner: UUID, before cursor: UUID?, limit: Int, in database: PostgresClient) async throws -> [DeliveryView] {
        try await database.query("""
            SELECT d.id, d.type, d.status, d.attempts, d.due_at, d.created_at, d.settled_at, a.status AS last_status, a.error AS last_error
            FROM deliveries d LEFT JOIN delivery_attempts a ON a.delivery_id = d.id AND a.attempt = d.attempts
            WHERE d.partner_id = \(partner) AND (\(cursor)::uuid IS NULL OR d.id < \(cursor)) ORDER BY d.id DESC LIMIT \(limit)
            """).map { row in
            DeliveryView(
                id: try row.get("id"), type: try row.get("type"), status: try row.get("status"), attempts: try row.get("attempts"),
                dueAt: try row.get("due_at"), createdAt: try row.get("created_at"), settledAt: try row.getIfPresent("settled_at"),
                lastStatus: try row.getIfPresent("last_status"), lastError: try row.getIfPresent("last_error")
            )
        }
    }
}

/// One line of a partner's delivery log.
struct DeliveryView: Codable, Sendable {
    let id: UUID
    let type: String
    let status: String
    let attempts: Int
    let dueAt: Date
    let createdAt: Date
    let settledAt: Date?
    let lastStatus: Int?
    let lastError: String?
}
