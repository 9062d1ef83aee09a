import Foundation

/// A wire name such as `appointment.created`: a literal, never derived from a Swift type's name. It is the routing key too.
public struct EventType: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ rawValue: String) { self.rawValue = rawValue }
    public var description: String { rawValue }
}

/// What an event says: the whole state of its aggregate. Fields may be added as optional; none is renamed, removed or given another
/// meaning within a schema version, so that version N reads N-1 and the other way round.
public protocol EventPayload: Codable, Sendable {
    static var schemaVersion: Int { get }
    /// A full instance, every optional field present: the golden files and the documents' examples are made from it.
    static var example: Self { get }
}

/// How an event's content must be treated (D1): personal data never leaves its region.
public enum DataClass: String, StringEnum {
    case personal
    case `internal`
}

/// One thing that happened, with the attributes of CloudEvents 1.0 and ours beside them.
public struct Event<Payload: EventPayload>: Sendable {
    /// Unique and the same on every redelivery; consumers count by it.
    public let id: UUID
    /// The publisher, as `/pitcrew/eu/booking`.
    public let source: String
    public let type: EventType
    /// The aggregate's id.
    public let subject: String
    /// When it happened.
    public let time: Date
    /// Grows by at least one with each change of the aggregate; a projection applies only what is newer than what it has.
    public let aggregateVersion: Int64
    public let region: String
    public let dataClass: DataClass
    /// W3C trace context of the request or message that caused it.
    public let traceparent: String?
    public let payload: Payload

    public init(
        id: UUID, source: String, type: EventType, subject: String, time: Date, aggregateVersion: Int64, region: String,
        dataClass: DataClass, traceparent: String?, payload: Payload
    ) {
        self.id = id
        self.source = source
        self.type = type
        self.subject = subject
        self.time = time
        self.aggregateVersion = aggregateVersion
        self.region = region
        self.dataClass = dataClass
        self.traceparent = traceparent
        self.payload = payload
    }
}
