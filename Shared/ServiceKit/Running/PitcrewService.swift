import Contracts
import HTTP
import Lifecycle
import Outbox
import PostgreSQL

/// One of the seven: what it is called, what it stores, which doors it opens, what it hears and what it does by itself.
/// All seven have this shape, and `ServiceRunner` runs any of them.
public protocol PitcrewService: Sendable {
    static var name: ServiceName { get }
    /// The service's own tables, numbered from 1.
    static var migrations: [Migration] { get }
    /// Whom the access tokens it takes are meant for.
    static var audiences: Set<String> { get }
    /// Wires the service. Throws `ConfigurationError` naming the setting that is missing or wrong; nothing is connected yet.
    init(_ context: ServiceContext) throws
    /// Declares the HTTP routes beside the ones every service has.
    func routes(_ router: inout Router)
    /// Declares the effect of each event type the catalogue binds this service to.
    func messages(_ handlers: inout MessageHandlers)
    /// What of its own tables is to be cleaned now and then, beside the message tables.
    func chores() -> [MessageJanitor.Chore]
    /// Long work of its own, run once the database is migrated; stopped before the relay.
    func workers() -> [any Service]
}

extension PitcrewService {
    public static var audiences: Set<String> { [AccessClaims.audience] }
    public func chores() -> [MessageJanitor.Chore] { [] }
    public func workers() -> [any Service] { [] }
}
