import Contracts
import Foundation
import Messaging

/// A message as it came in, before anything is believed about it. What is kept of it can be stored and tried again.
public struct IncomingMessage: Sendable {
    /// CloudEvents attributes by name, as `id`, `type`, `traceparent`.
    public let attributes: [String: String]
    public let routingKey: String
    public let body: [UInt8]

    public init(attributes: [String: String], routingKey: String, body: [UInt8]) {
        // PostgreSQL keeps no NUL in text: with it, a message could be neither handled nor parked.
        let isStorable = attributes.allSatisfy { $0.isStorable && $1.isStorable }
        self.attributes = isStorable ? attributes : Dictionary(attributes.map { ($0.storable, $1.storable) }) { first, _ in first }
        self.routingKey = routingKey.storable
        self.body = body
    }

    package init(_ delivery: Delivery) {
        var attributes = EventEnvelope.attributes(of: delivery.headers)
        attributes["id"] = attributes["id"] ?? delivery.messageID
        attributes["type"] = attributes["type"] ?? delivery.type
        self.init(attributes: attributes, routingKey: delivery.routingKey, body: delivery.body)
    }

    /// The event's id, or nil where it has none that could be counted by.
    var eventID: UUID? { attributes["id"].flatMap { UUID(utf8: $0.utf8) } }
    var type: EventType { EventType(attributes["type"] ?? routingKey) }

    /// The event this message is, decoded.
    /// - Throws: `UndecodableMessage` naming the attribute or field and the rule it breaks.
    package func event<Payload: EventPayload>(_ payload: Payload.Type) throws -> Event<Payload> {
        guard let id = eventID else { throw UndecodableMessage("attribute id must be a UUID") }
        guard let version = attributes["aggregateversion"].flatMap(Int64.init) else {
            throw UndecodableMessage("attribute aggregateversion must be a whole number")
        }
        guard let time = attributes["time"].flatMap(Timestamp.parse) else {
            throw UndecodableMessage("attribute time must be an RFC 3339 date-time")
        }
        return Event(
            id: id, source: attributes["source"] ?? "", type: type, subject: attributes["subject"] ?? "", time: time,
            aggregateVersion: version, region: attributes["region"] ?? "",
            dataClass: attributes["dataclass"].flatMap(DataClass.init(rawValue:)) ?? .personal,
            traceparent: attributes["traceparent"], payload: try decode(payload)
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
    /// The text with U+FFFD in place of every NUL.
    var storable: String { isStorable ? self : replacing("\0", with: "\u{FFFD}") }
    fileprivate var isStorable: Bool { !utf8.contains(0) }
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
