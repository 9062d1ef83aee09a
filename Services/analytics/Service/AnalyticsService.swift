import Contracts
import HTTP
import Outbox
import PostgreSQL
import ServiceKit

/// The analytics service.
public struct AnalyticsService: PitcrewService {
    public static let name = ServiceName.analytics
    public static let migrations = [Migration(1, "initial", PackageResources.V001_initial_sql)]

    public init(_ context: ServiceContext) throws {}

    public func routes(_ router: inout Router) {}

    public func messages(_ handlers: inout MessageHandlers) {}
}
