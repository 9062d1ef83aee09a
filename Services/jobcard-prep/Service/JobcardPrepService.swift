import Contracts
import HTTP
import Outbox
import PostgreSQL
import ServiceKit

/// The jobcard-prep service.
public struct JobcardPrepService: PitcrewService {
    public static let name = ServiceName.jobcardPrep
    public static let migrations = [Migration(1, "initial", PackageResources.V001_initial_sql)]

    public init(_ context: ServiceContext) throws {}

    public func routes(_ router: inout Router) {}

    public func messages(_ handlers: inout MessageHandlers) {}
}
