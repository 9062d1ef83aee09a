import Contracts
import HTTP
import Outbox
import PostgreSQL
import ServiceKit

/// Turns events into facts, and facts into figures.
public struct AnalyticsService: PitcrewService {
    public static let name = ServiceName.analytics
    public static let migrations = [Migration(1, "initial", PackageResources.V001_initial_sql)]

    private let metrics: MetricsAPI

    public init(_ context: ServiceContext) throws {
        let longest = try AnalyticsConfiguration(settings: context.settings).longestPeriod
        metrics = MetricsAPI(
            measure: MeasureMetric(database: context.database, longestPeriod: longest),
            overview: MakeOverview(database: context.database, longestPeriod: longest)
        )
    }

    public func routes(_ router: inout Router) { metrics.routes(&router) }

    public func messages(_ handlers: inout MessageHandlers) {
        AppointmentMessages().register(&handlers)
        DimensionMessages().register(&handlers)
    }
}
