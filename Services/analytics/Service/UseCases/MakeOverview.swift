import Contracts
import PostgreSQL

/// The figures of a period at a glance.
struct MakeOverview: Sendable {
    let database: PostgresClient
    /// Days.
    let longestPeriod: Int

    func run(_ filter: MetricFilter) async throws -> Overview {
        let filter = try filter.validated(longest: longestPeriod)
        let totals = try await MetricStore.totals(filter, in: database)
        return Overview(
            from: filter.from, to: filter.to, bookings: totals.bookings, leadTimeDays: totals.leadTimeDays,
            cancellations: totals.cancellations, cancellationRate: totals.cancellationRate, noShows: totals.noShows,
            noShowRate: totals.noShowRate, utilisation: try await MetricStore.utilisation(filter, in: database)
        )
    }
}

/// What the top of the analytics page shows.
struct Overview: Codable, Sendable {
    let from: LocalDate
    let to: LocalDate
    let bookings: Int
    let leadTimeDays: Double
    let cancellations: Int
    let cancellationRate: Double
    let noShows: Int
    let noShowRate: Double
    /// 0 to 1.
    let utilisation: Double
}
