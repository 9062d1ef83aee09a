import Contracts
import Foundation
import PostgreSQL

/// Customers without anything personal: since when they are known, and their churn score.
enum CustomerStore {
    static func apply(_ states: [CustomerState], in transaction: PostgresTransaction) async throws {
        let latest = states.latest()
        try await transaction.execute("""
            INSERT INTO customers AS known (id, version, since)
            SELECT * FROM unnest(\(latest.map(\.id))::uuid[], \(latest.map(\.version))::bigint[], \(latest.map(\.since))::timestamptz[])
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, since = excluded.since WHERE known.version < excluded.version
            """)
    }

    /// A score may come before its customer: the row is made with version 0 and waits for the rest.
    static func apply(_ scores: [ChurnScore], in transaction: PostgresTransaction) async throws {
        let latest = scores.latest()
        try await transaction.execute("""
            INSERT INTO customers AS known (id, version, since, churn, churn_version)
            SELECT s.id, 0, s.at, s.churn, s.version
            FROM unnest(\(latest.map(\.customerId))::uuid[], \(latest.map(\.scoredAt))::timestamptz[],
                        \(latest.map(\.probability))::float8[], \(latest.map(\.version))::bigint[]) AS s (id, at, churn, version)
            ON CONFLICT (id) DO UPDATE SET churn = excluded.churn, churn_version = excluded.churn_version
            WHERE known.churn_version < excluded.churn_version
            """)
    }
}
