import Contracts
import Foundation
import PostgreSQL

/// What partners' clients asked for, by day.
enum UsageStore {
    struct Key: Sendable, Hashable {
        let partner: UUID
        let client: String
        let operation: String
        /// 2 for 2xx, and so on.
        let statusClass: Int
        /// As `2026-11-28`, in UTC.
        let day: String
    }

    static func add(_ counts: [Key: [Int64]], in database: PostgresClient) async throws {
        try await database.withTransaction { transaction in
            // In one order, so that instances do not wait for each other crosswise.
            for (key, buckets) in counts.sorted(by: { order($0.key) < order($1.key) }) {
                try transaction.enqueue("""
                    INSERT INTO partner_usage AS u (partner_id, client_id, operation, status_class, day, requests, buckets)
                    VALUES (\(key.partner), \(key.client), \(key.operation), \(key.statusClass), \(key.day)::date,
                            \(buckets.reduce(0, +)), \(buckets)::bigint[])
                    ON CONFLICT (partner_id, day, client_id, operation, status_class) DO UPDATE SET
                        requests = u.requests + excluded.requests,
                        buckets = (SELECT array_agg(a + b ORDER BY n) FROM unnest(u.buckets, excluded.buckets) WITH ORDINALITY AS s (a, b, n))
                    """)
            }
        }
    }

    /// Forgets days, and how many bookings were asked for on them, that many days after they were.
    static func forget(olderThan days: Int, limit: Int, in transaction: PostgresTransaction) async throws -> Int {
        let usage = try await forget("partner_usage", days, limit, in: transaction)
        return usage == limit ? usage : try await forget("partner_days", days, limit, in: transaction)
    }

    private static func forget(_ table: String, _ days: Int, _ limit: Int, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("""
            DELETE FROM \(identifier: table) WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM \(identifier: table) WHERE day < (now() AT TIME ZONE 'UTC')::date - \(days)::int LIMIT \(limit)))
            """)
    }

    private static func order(_ key: Key) -> String {
        "\(key.partner.text) \(key.day) \(key.client) \(key.operation) \(key.statusClass)"
    }

    /// - Parameter environment: nil for both.
    static func report(
        partner: UUID, environment: PartnerEnvironment?, from: String, to: String, in database: PostgresClient
    ) async throws -> [UsageLine] {
        try await database.query("""
            SELECT u.day::text AS day, u.client_id, k.environment, u.operation, u.status_class, u.requests, u.buckets
            FROM partner_usage u JOIN partner_keys k ON k.client_id = u.client_id
            WHERE u.partner_id = \(partner) AND u.day BETWEEN \(from)::date AND \(to)::date
                AND (\(environment)::text IS NULL OR k.environment = \(environment))
            ORDER BY u.day, u.client_id, u.operation, u.status_class
            """).map { row in
            let buckets: [Int64] = try row.get("buckets")
            return UsageLine(
                day: try row.get("day"), clientId: try row.get("client_id"), environment: try row.get("environment"),
                operation: try row.get("operation"), statusClass: "\(try row.get("status_class", as: Int.self))xx",
                requests: try row.get("requests"), buckets: buckets
            )
        }
    }
}

/// Requests of one kind on one day.
struct UsageLine: Sendable {
    let day: String
    let clientId: String
    let environment: String
    let operation: String
    let statusClass: String
    let requests: Int64
    let buckets: [Int64]
}
