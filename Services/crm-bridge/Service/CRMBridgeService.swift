import Contracts
import HTTP
import Outbox
import PostgreSQL
import ServiceKit

/// The crm-bridge service.
public struct CRMBridgeService: PitcrewService {
    public static let name = ServiceName.crmBridge
    public static let migrations = [Migration(1, "initial", PackageResources.V001_initial_sql)]

    public init(_ context: ServiceContext) throws {}

    public func routes(_ router: inout Router) {}

    public func messages(_ handlers: inout MessageHandlers) {}
}
