import Contracts
import Foundation
import PostgreSQL

/// The latest churn score by the id that was scored.
enum ChurnStore {
    /// Writes what is newer than what is known. Ids must be distinct.
    /// - Returns: the customers, as far as known, whose score this changes.
    static func apply(_ scores: [ChurnScore], in transaction: PostgresTransaction) async throws -> Set<UUID> {
        let rows = try await transaction.query("""
            WITH changed AS (
                INSERT INTO churn_scores AS known (customer_id, version, probability, horizon_days, reasons, scored_at)
                SELECT * FROM unnest(\(scores.map(\.customerId))::uuid[], \(scores.map(\.version))::bigint[],
                    \(scores.map { min(max($0.probability, 0), 1) })::float8[], \(scores.map(\.horizonDays))::int[],
                    \(jsonEach: scores.map(\.reasons))::jsonb[],
                    \(scores.map(\.scoredAt))::timestamptz[])
                ON CONFLICT (customer_id) DO UPDATE SET version = excluded.version, probability = excluded.probability,
                    horizon_days = excluded.horizon_days, reasons = excluded.reasons, scored_at = excluded.scored_at
                WHERE known.version < excluded.version
                RETURNING customer_id
            )
            SELECT c.id FROM changed JOIN customers c ON c.id = changed.customer_id
            UNION SELECT a.customer_id FROM changed JOIN customer_aliases a ON a.alias_id = changed.customer_id
            """)
        return Set(try rows.map { try $0.get("id") })
    }
}
