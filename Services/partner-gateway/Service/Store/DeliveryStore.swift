import Contracts
import Foundation
import PostgreSQL

/// The webhook calls that are owed, made and given up.
enum DeliveryStore {
    struct Due: Sendable {
        let id: UUID
        let partner: UUID
        let environment: PartnerEnvironment
        let body: String
        let attempts: Int
        let traceparent: String?
        /// Proves that whoever settles the call still holds it.
        let lease: Int64
    }

    /// Owes a call; a held one waits until the endpoint is enabled. The same cause always makes the same id, so that a partner never
    /// gets it twice under two.
    static func insert(
        id: UUID, partner: UUID, environment: PartnerEnvironment, type: String, body: String, isHeld: Bool, traceparent: String?, at now: Date,
        in transaction: PostgresTransaction
    ) async throws {
        let status = isHeld ? "held" : "pending"
        try await transaction.execute("""
            INSERT INTO deliveries (id, partner_id, environment, type, body, status, due_at, traceparent, created_at)
            VALUES (\(id), \(partner), \(environment), \(type), \(body), \(status), \(now), \(traceparent), \(now))
            ON CONFLICT (id) DO NOTHING
            """)
    }

    /// Takes due calls in hand for a while; nobody else makes them meanwhile.
    /// - Parameter busy: partners that have calls enough in hand.
    static func lease(
        limit: Int, busy: [UUID], at now: Date, for seconds: TimeInterval, in database: PostgresClient
    ) async throws -> [Due] {
        try await database.query("""
            UPDATE deliveries SET leased_until = \(now + seconds), lease = lease + 1
            WHERE id IN (SELECT id FROM deliveries WHERE status = 'pending' AND due_at <= \(now)
                             AND (leased_until IS NULL OR leased_until <= \(now)) AND partner_id <> ALL(\(busy)::uuid[])
                         ORDER BY due_at LIMIT \(limit) FOR UPDATE SKIP LOCKED)
            RETURNING id, partner_id, environment, body, attempts, traceparent, lease
            """).map { row in
            Due(
                id: try row.get("id"), partner: try row.get("partner_id"),
                environment: PartnerEnvironment(rawValue: try row.get("environment")) ?? .sandbox, body: try row.get("body"),
                attempts: try row.get("attempts"), traceparent: try row.getIfPresent("traceparent"), lease: try row.get("lease")
            )
        }
    }

    /// Notes an attempt and what follows from it: settled (`delivered` or `failed`) or due again.
    /// - Returns: false where somebody else took the call meanwhile; then nothing is noted.
    static func record(
        _ due: Due, attempt: WebhookAttempt, next: Date?, at now: Date, in transaction: PostgresTransaction
    ) async throws -> Bool {
        let status = attempt.isDelivered ? "delivered" : next == nil ? "failed" : "pending"
        let isOurs = try await transaction.execute("""
            UPDATE deliveries SET attempts = \(due.attempts + 1), status = \(status), due_at = coalesce(\(next), due_at),
                leased_until = NULL, settled_at = CASE WHEN \(status) = 'pending' THEN NULL ELSE \(now)::timestamptz END
            WHERE id = \(due.id) AND lease = \(due.lease) AND status = 'pending'
            """) == 1
        guard isOurs else { return false }
        try await transaction.execute("""
            INSERT INTO delivery_attempts (delivery_id, attempt, at, status, error, milliseconds)
            VALUES (\(due.id), \(due.attempts + 1), \(now), \(attempt.status), \(attempt.error), \(attempt.milliseconds))
            """)
        return true
    }

    /// Puts a call back unmade, to wait until the endpoint is enabled.
    static func hold(_ due: Due, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            UPDATE deliveries SET status = 'held', leased_until = NULL
            WHERE id = \(due.id) AND lease = \(due.lease) AND status = 'pending'
            """)
    }

    /// Owes what waited for the partner's endpoint.
    static func release(partner: UUID, environment: PartnerEnvironment, at now: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            UPDATE deliveries SET status = 'pending', due_at = \(now)
            WHERE partner_id = \(partner) AND environment = \(environment) AND status = 'held'
            """)
    }

    /// Whom the call is owed to; nil where there is no such delivery.
    static func owner(of id: UUID, in transaction: PostgresTransaction) async throws -> (partner: UUID, environment: PartnerEnvironment)? {
        try await transaction.query("SELECT partner_id, environment FROM deliveries WHERE id = \(id)").first.map { row in
            (try row.get("partner_id"), PartnerEnvironment(rawValue: try row.get("environment")) ?? .sandbox)
        }
    }

    /// A partner's calls that were given up.
    static func failed(partner: UUID, environment: PartnerEnvironment, in transaction: PostgresTransaction) async throws -> [UUID] {
        try await transaction.query("""
            SELECT id FROM deliveries WHERE partner_id = \(partner) AND environment = \(environment) AND status = 'failed'
            """).map { try $0.get("id") }
    }

    /// Owes settled calls again, under the same ids, from the start of the schedule. What is still owed is left as it is: somebody may be
    /// making that very call.
    /// - Returns: how many.
    static func replay(_ ids: [UUID], at now: Date, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.query("""
            WITH owed AS (
                UPDATE deliveries SET status = 'pending', attempts = 0, due_at = \(now), leased_until = NULL, settled_at = NULL
                WHERE id = ANY(\(ids)::uuid[]) AND status IN ('delivered', 'failed') RETURNING id),
            cleared AS (DELETE FROM delivery_attempts WHERE delivery_id IN (SELECT id FROM owed))
            SELECT count(*) AS n FROM owed
            """).first?.get("n") ?? 0
    }

    /// A partner's deliveries, the latest first.
    /// - Parameters:
    ///   - environment: nil for both.
    ///   - cursor: the last one of the page before.
    static func list(
        partner: UUID, environment: PartnerEnvironment?, after cursor: UUID?, limit: Int, in database: PostgresClient
    ) async throws -> [DeliveryView] {
        try await database.query("""
            SELECT d.id, d.environment, d.type, d.status, d.attempts, d.due_at, d.created_at, d.settled_at,
                a.status AS last_status, a.error AS last_error
            FROM deliveries d LEFT JOIN delivery_attempts a ON a.delivery_id = d.id AND a.attempt = d.attempts
            WHERE d.partner_id = \(partner) AND (\(environment)::text IS NULL OR d.environment = \(environment))
                AND (\(cursor)::uuid IS NULL OR (d.created_at, d.id) < (SELECT created_at, id FROM deliveries WHERE id = \(cursor)))
            ORDER BY d.created_at DESC, d.id DESC LIMIT \(limit)
            """).map { row in
            DeliveryView(
                id: try row.get("id"), environment: try row.get("environment"), type: try row.get("type"), status: try row.get("status"),
                attempts: try row.get("attempts"), dueAt: try row.get("due_at"), createdAt: try row.get("created_at"),
                settledAt: try row.getIfPresent("settled_at"),
                lastStatus: try row.getIfPresent("last_status"), lastError: try row.getIfPresent("last_error")
            )
        }
    }
}

/// One line of a partner's delivery log.
struct DeliveryView: Codable, Sendable {
    let id: UUID
    /// `live` or `sandbox`.
    let environment: String
    /// The message's type, as `booking.confirmed`.
    let type: String
    /// `pending`, `held` while the endpoint is disabled, `delivered` or `failed`.
    let status: String
    let attempts: Int
    let dueAt: Date
    let createdAt: Date
    let settledAt: Date?
    let lastStatus: Int?
    let lastError: String?
}
