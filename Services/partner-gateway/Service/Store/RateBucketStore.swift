import Contracts
import Foundation
import PostgreSQL

/// The buckets that all instances take their tokens from.
struct RateBucketStore: Sendable {
    let database: PostgresClient
    /// For tests; nil for the database's own time.
    var clock: (any WallClock)?

    /// Tokens that an instance may use for a while.
    struct Lease: Sendable {
        let granted: Int
        /// Left in the bucket.
        let tokens: Double
        let rate: Double
        let burst: Int

        /// Seconds until there is a whole token.
        var wait: Double { max((1 - tokens) / rate, 0) }
    }

    /// Refills the bucket for the time since, and takes what is there, at most what lasts for a lease. One statement: whoever comes
    /// second waits for the row, and sees what the first left. A time that lies before the row's refills nothing.
    /// - Returns: nil where the key does not count any more.
    func lease(_ client: String, limits: RateLimits) async throws -> Lease? {
        let time: SQL = clock.map { "\($0.now())::timestamptz" } ?? "clock_timestamp()"
        let refilled: SQL = """
            least(excluded.tokens + excluded.granted, b.tokens + (SELECT rate FROM sized)
                * greatest(extract(epoch FROM excluded.refilled_at - b.refilled_at)::float8, 0))
            """
        return try await database.query("""
            WITH client AS (
                SELECT k.client_id, coalesce(p.requests_per_second, \(limits.rate)::int)::float8 AS rate,
                    coalesce(p.burst, \(limits.burst)::int)::float8 AS burst, \(RateLimits.leaseSeconds)::float8 AS seconds
                FROM partner_keys k JOIN partners p ON p.id = k.partner_id
                WHERE k.client_id = \(client) AND p.active AND (k.revoked_at IS NULL OR k.revoked_at > \(fragment: time))),
            chunked AS (
                SELECT *, CASE WHEN rate * seconds >= 2 AND burst >= 2 * rate * seconds THEN floor(rate * seconds) ELSE 1 END AS chunk
                FROM client),
            sized AS (SELECT *, burst - CASE WHEN chunk > 1 THEN rate * seconds ELSE 0 END AS size FROM chunked)
            INSERT INTO rate_buckets AS b (client_id, tokens, granted, refilled_at)
            SELECT client_id, size - chunk, chunk, \(fragment: time) FROM sized
            ON CONFLICT (client_id) DO UPDATE SET
                tokens = \(fragment: refilled) - least(excluded.granted, floor(\(fragment: refilled))),
                granted = least(excluded.granted, floor(\(fragment: refilled))),
                refilled_at = greatest(b.refilled_at, excluded.refilled_at)
            RETURNING granted, tokens, (SELECT rate FROM sized) AS rate, (SELECT burst FROM sized)::int AS burst
            """).first.map { row in
            Lease(granted: try row.get("granted"), tokens: try row.get("tokens"), rate: try row.get("rate"), burst: try row.get("burst"))
        }
    }
}
