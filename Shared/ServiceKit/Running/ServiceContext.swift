import Configuration
import Contracts
import Foundation
import Observability
import Outbound
import Outbox
import PostgreSQL

/// What a service is given to work with.
public struct ServiceContext: Sendable {
    public let settings: Settings
    public let database: PostgresClient
    public let outbox: Outbox
    /// For calls to systems outside Pitcrew; no service calls another.
    public let http: HTTPClient
    public let logger: Logger
    public let metrics: Metrics
    public let tracer: Tracer
    public let clock: any WallClock
    public let ids: any IDGenerator
    /// The cell's region, as `eu`.
    public let region: String
    /// The door that customers' browsers use, for links in messages.
    public let publicURL: URL
    /// What access tokens must name as their issuer.
    public let issuer: String
}
