import Contracts

/// Who is speaking: the attributes every event of one process shares.
public struct EventSource: Sendable, Hashable {
    public let service: ServiceName
    /// The cell's region, as `eu` (D1).
    public let region: String

    public init(service: ServiceName, region: String) {
        self.service = service
        self.region = region
    }

    /// CloudEvents `source`.
    public var uri: String { "/pitcrew/\(region)/\(service.rawValue)" }
}
