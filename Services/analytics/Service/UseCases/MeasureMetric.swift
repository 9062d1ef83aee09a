import Contracts
import PostgreSQL

/// One metric over a period, cut by one grouping.
struct MeasureMetric: Sendable {
    let database: PostgresClient
    /// Days.
    let longestPeriod: Int

    func run(_ metric: Metric, by grouping: Grouping, _ filter: MetricFilter) async throws -> MetricTable {
        try check(metric, grouping)
        let rows = try await MetricStore.rows(metric, by: grouping, try filter.validated(longest: longestPeriod), in: database)
        return MetricTable(
            metric: metric, unit: metric.unit, groupBy: grouping, from: filter.from, to: filter.to, items: rows
        )
    }

    private func check(_ metric: Metric, _ grouping: Grouping) throws {
        if metric == .utilisation, grouping == .service || grouping == .reason {
            throw ValidationError([FieldViolation("groupBy", "must be day, workshop or technician for utilisation")])
        }
        if grouping == .reason, metric != .cancellations {
            throw ValidationError([FieldViolation("groupBy", "may be reason only for cancellations")])
        }
    }
}
