import Contracts
import Foundation
import PostgreSQL

/// What the CRM has yet to be told: one row a customer, wanted and told by version.
enum SyncStore {
    /// Work that one worker has in hand for a while.
    struct Lease: Sendable {
        let id: UUID
        let version: Int64
        let attempts: Int
    }

    private static let open: SQL = "wanted_version > synced_version AND wanted_version > failed_version"

    /// Wants the customers told again. What already waits keeps its place and its delay.
    static func want(_ ids: Set<UUID>, at now: Date) -> SQL {
        """
        INSERT INTO crm_sync AS s (object_type, object_id, wanted_version, due_at)
        SELECT 'contacts', id, 1, \(now) FROM unnest(\(ids.sorted { $0.text < $1.text })::uuid[]) AS id
        ON CONFLICT (object_type, object_id) DO UPDATE SET wanted_version = s.wanted_version + 1,
            due_at = CASE WHEN s.wanted_version > greatest(s.synced_version, s.failed_version) THEN s.due_at ELSE excluded.due_at END
        """
    }

    /// Takes due rows in hand; none while the CRM is paused.
    static func lease(limit: Int, at now: Date, for seconds: TimeInterval, in database: PostgresClient) async throws -> [Lease] {
        try await database.query("""
            UPDATE crm_sync SET leased_until = \(now + seconds) WHERE (object_type, object_id) IN (
                SELECT object_type, object_id FROM crm_sync
                WHERE \(fragment: open) AND due_at <= \(now) AND (leased_until IS NULL OR leased_until <= \(now))
                    AND NOT EXISTS (SELECT FROM crm_state WHERE paused_until > \(now))
                ORDER BY due_at LIMIT \(limit) FOR UPDATE SKIP LOCKED)
            RETURNING object_id, wanted_version, attempts
            """).map { Lease(id: try $0.get("object_id"), version: try $0.get("wanted_version"), attempts: try $0.get("attempts")) }
    }

    /// The customers in hand as they are now, which is at least the version in hand.
    static func contacts(_ leases: [Lease], in database: PostgresClient) async throws -> [CRMContact] {
        let byID = Dictionary(leases.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return try await database.query("""
            SELECT c.id, c.name, c.email, c.phone, v.visits, v.last_visit, s.probability
            FROM customers c
            CROSS JOIN LATERAL (SELECT count(*) AS visits, max(starts_at) AS last_visit FROM visits
                                WHERE customer_id = c.id AND status = 'completed') v
            LEFT JOIN LATERAL (\(fragment: ProfileStore.latestScore)) s ON true
            WHERE c.id = ANY(\(leases.map(\.id))::uuid[]) ORDER BY c.id
            """).compactMap { row in
            guard let lease = byID[try row.get("id")] else { return nil }
            return CRMContact(
                id: lease.id, version: lease.version, attempts: lease.attempts, name: try row.get("name"), email: try row.get("email"),
                phone: try row.getIfPresent("phone"), visits: try row.get("visits"), lastVisit: try row.getIfPresent("last_visit"),
                churn: try row.getIfPresent("probability")
            )
        }
    }

    /// Keeps rows in hand for longer.
    static func renew(_ ids: [UUID], until: Date, in database: PostgresClient) async throws {
        try await database.execute("UPDATE crm_sync SET leased_until = \(until) \(fragment: rows(ids))")
    }

    /// The CRM has them up to the versions sent; what changed meanwhile stays due.
    static func markTold(_ contacts: [CRMContact], at now: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.pipeline([
            "SELECT FROM crm_sync \(fragment: rows(contacts.map(\.id)))",
            """
            UPDATE crm_sync s SET synced_version = greatest(s.synced_version, told.version), attempts = 0, leased_until = NULL,
                last_error = NULL
            FROM unnest(\(contacts.map(\.id))::uuid[], \(contacts.map(\.version))::bigint[]) AS told (id, version)
            WHERE s.object_type = 'contacts' AND s.object_id = told.id
            """,
            "UPDATE crm_state SET last_success_at = greatest(last_success_at, \(now))",
        ])
    }

    /// The CRM will not have these versions, whatever happens.
    static func park(_ contacts: [(contact: CRMContact, error: String)], in transaction: PostgresTransaction) async throws {
        try await transaction.pipeline(["SELECT FROM crm_sync \(fragment: rows(contacts.map(\.contact.id)))", """
            UPDATE crm_sync s SET failed_version = greatest(s.failed_version, bad.version), attempts = 0, leased_until = NULL,
                last_error = bad.error
            FROM unnest(\(contacts.map(\.contact.id))::uuid[], \(contacts.map(\.contact.version))::bigint[],
                        \(contacts.map(\.error))::text[]) AS bad (id, version, error)
            WHERE s.object_type = 'contacts' AND s.object_id = bad.id
            """])
    }

    /// To be tried again then.
    static func postpone(_ ids: [UUID], until due: Date, error: String, in database: PostgresClient) async throws {
        try await database.execute("""
            UPDATE crm_sync SET attempts = attempts + 1, due_at = \(due), leased_until = NULL, last_error = \(error) \(fragment: rows(ids))
            """)
    }

    /// Out of hand, as they were.
    static func release(_ ids: [UUID], in database: PostgresClient) async throws {
        try await database.execute("UPDATE crm_sync SET leased_until = NULL \(fragment: rows(ids))")
    }

    /// No instance sends anything until then; a pause is never made shorter.
    static func pause(until: Date, why: String, in database: PostgresClient) async throws {
        try await database.execute("""
            UPDATE crm_state SET paused_until = greatest(paused_until, \(until)), paused_why = \(why)
            """)
    }

    /// How the queue stands.
    static func state(at now: Date, isOn: Bool, in database: PostgresClient) async throws -> SyncStatus? {
        try await database.query("""
            SELECT (SELECT count(*) FROM crm_sync WHERE \(fragment: open)) AS pending,
                   (SELECT count(*) FROM crm_sync WHERE failed_version = wanted_version) AS failed,
                   last_success_at, CASE WHEN paused_until > \(now) THEN paused_until END AS paused_until,
                   CASE WHEN paused_until > \(now) THEN paused_why END AS paused_why
            FROM crm_state
            """).first.map { row in
            let until: Date? = try row.getIfPresent("paused_until")
            return SyncStatus(
                pending: try row.get("pending"), failed: try row.get("failed"), lastSuccessAt: try row.getIfPresent("last_success_at"),
                paused: !isOn || until != nil, pausedUntil: until, reason: isOn ? try row.getIfPresent("paused_why") : "off"
            )
        }
    }

    /// Rows in the order of their keys, so that two who change many never wait for each other in a circle.
    private static func rows(_ ids: [UUID]) -> SQL {
        """
        WHERE (object_type, object_id) IN (SELECT object_type, object_id FROM crm_sync
            WHERE object_type = 'contacts' AND object_id = ANY(\(ids)::uuid[]) ORDER BY object_id FOR UPDATE)
        """
    }
}

/// How the queue to the CRM stands.
struct SyncStatus: Codable, Sendable {
    /// Customers whose latest change the CRM has not been told.
    let pending: Int
    /// Customers whose latest change the CRM refused; the next change is sent again.
    let failed: Int
    let lastSuccessAt: Date?
    /// Whether nothing is sent at the moment: the CRM asked for it, refused us, or the sync is off.
    let paused: Bool
    let pausedUntil: Date?
    let reason: String?
}
