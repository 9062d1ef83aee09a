import Contracts
import Foundation
import Messaging

/// A message as it came in, before anything is believed about it. What is kept of it can be stored and tried again.
public struct IncomingMessage: Sendable {
    private typealias Header = EventEnvelope.Header

    /// CloudEvents attributes as headers.
    private let headers: MessageHeaders
    public let routingKey: String
    public let body: [UInt8]
    /// The broker has handed it out before.
    let isRedelivered: Bool

    public init(attributes: [String: String], routingKey: String, body: [UInt8]) {
        self.init(headers: EventEnvelope.headers(of: attributes), routingKey: routingKey, body: body, isRedelivered: false)
    }

    package init(_ delivery: Delivery) {
        var headers = delivery.headers
        if headers[Header.id]?.stringValue == nil, let id = delivery.messageID { headers[Header.id] = .string(id) }
        if headers[Header.type]?.stringValue == nil, let type = delivery.type { headers[Header.type] = .string(type) }
        self.init(headers: headers, routingKey: delivery.routingKey, body: delivery.body, isRedelivered: delivery.redelivered)
    }

    private init(headers: MessageHeaders, routingKey: String, body: [UInt8], isRedelivered: Bool) {
        self.headers = headers
        self.routingKey = routingKey.storable
        self.body = body
        self.isRedelivered = isRedelivered
    }

    /// CloudEvents attributes by name, as `id`, `type`, `traceparent`, as they can be kept.
    public var attributes: [String: String] {
        let attributes = EventEnvelope.attributes(of: headers)
        return Dictionary(attributes.map { ($0.storable, $1.storable) }) { first, _ in first }
    }

    /// The event's id, or nil where it has none that could be counted by.
    var eventID: UUID? { attribute(Header.id).flatMap { UUID(utf8: $0.utf8.span) } }
    var type: EventType { EventType(attribute(Header.type) ?? routingKey) }

    private func attribute(_ header: String) -> String? {
        headers[header]?.stringValue.flatMap { TextRules.isStreamSafe($0) ? $0.storable : nil }
    }

    /// The event this message is, decoded.
    /// - Throws: `UndecodableMessage` naming the attribute or field and the rule it breaks.
    package func event<Payload: EventPayload>(_ payload: Payload.Type) throws -> Event<Payload> {
        guard let id = eventID else { throw UndecodableMessage("attribute id must be a UUID") }
        guard let version = attribute(Header.aggregateVersion).flatMap(Int64.init) else {
            throw UndecodableMessage("attribute aggregateversion must be a whole number")
        }
        guard let time = attribute(Header.time).flatMap(Timestamp.parse) else {
            throw UndecodableMessage("attribute time must be an RFC 3339 date-time")
        }
        return Event(
            id: id, source: attribute(Header.source) ?? "", type: type, subject: attribute(Header.subject) ?? "", time: time,
            aggregateVersion: version, region: attribute(Header.region) ?? "",
            dataClass: attribute(Header.dataClass).flatMap(DataClass.init(rawValue:)) ?? .personal,
            traceparent: attribute(Header.traceparent), payload: try decode(payload)
        )
    }

    private func decode<Payload: EventPayload>(_ payload: Payload.Type) throws -> Payload {
        do {
            return try JSONCoding.decode(payload, from: body)
        } catch let error as DecodingError {
            throw UndecodableMessage(error.fieldAndRule)
        }
    }
}

extension String {
    /// The text with U+FFFD in place of every NUL, which PostgreSQL keeps in no text: a message with one could be neither handled nor parked.
    var storable: String { utf8.contains(0) ? replacing("\0", with: "\u{FFFD}") : self }
}

/// A message that can never be understood, however often it is tried.
struct UndecodableMessage: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

extension DecodingError {
    /// The path of the field and the rule it breaks; never its value.
    var fieldAndRule: String {
        func path(_ context: Context) -> String { context.codingPath.map(\.stringValue).joined(separator: ".") }
        return switch self {
        case .keyNotFound(let key, let context): "field \((context.codingPath + [key]).map(\.stringValue).joined(separator: ".")) is missing"
        case .typeMismatch(let type, let context): "field \(path(context)) must be \(type)"
        case .valueNotFound(let type, let context): "field \(path(context)) must be \(type), not null"
        case .dataCorrupted(let context) where context.codingPath.isEmpty: "the body must be JSON"
        case .dataCorrupted(let context): "field \(path(context)) has a value that is not allowed"
        @unknown default: "the body cannot be decoded"
        }
    }
}
