import Contracts
import Foundation
import HTTP
import ServiceKit

/// The figures as JSON and CSV.
struct MetricsAPI: Sendable {
    let measure: MeasureMetric
    let overview: MakeOverview

    private static let access = Access.permission(.analytics)

    func routes(_ router: inout Router) {
        router.on(
            .get, "/v1/metrics", operation: "metricTable", summary: "One metric over a period, cut by one grouping", access: Self.access,
            query: MetricQuery.self, output: MetricTable.self
        ) { _, query, _ in .ok(try await table(query)) }
        router.stream(
            .get, "/v1/metrics.csv", operation: "metricCSV", summary: "The same as CSV (RFC 4180)", access: Self.access,
            query: MetricQuery.self, contentType: "text/csv; charset=utf-8"
        ) { _, query in
            let table = try await table(query)
            var reply = StreamReply.text(table.csv, contentType: "text/csv; charset=utf-8")
            reply.headers["Content-Disposition"] = "attachment; filename=\"\(table.metric.rawValue)-by-\(table.groupBy.rawValue).csv\""
            return reply
        }
        router.on(
            .get, "/v1/overview", operation: "overview", summary: "The figures of a period at a glance", access: Self.access,
            query: OverviewQuery.self, output: Overview.self
        ) { _, query, _ in
            let filter = MetricFilter(from: query.from, to: query.to, workshopID: query.workshopId, serviceCode: nil)
            return .ok(try await overview.run(filter))
        }
    }

    private func table(_ query: MetricQuery) async throws -> MetricTable {
        let filter = MetricFilter(from: query.from, to: query.to, workshopID: query.workshopId, serviceCode: query.serviceCode)
        return try await measure.run(query.metric, by: query.groupBy ?? .day, filter)
    }
}

struct MetricQuery: Codable, Sendable {
    let metric: Metric
    let from: LocalDate
    /// The last day, included.
    let to: LocalDate
    let workshopId: UUID?
    let serviceCode: String?
    /// `day` unless told.
    let groupBy: Grouping?
}

struct OverviewQuery: Codable, Sendable {
    let from: LocalDate
    let to: LocalDate
    let workshopId: UUID?
}
