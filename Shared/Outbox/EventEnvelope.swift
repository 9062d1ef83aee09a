import Contracts
import Foundation
import Messaging

/// CloudEvents 1.0 attributes in AMQP 0-9-1 properties and headers, binary content mode, as the RabbitMQ protocol binding of
/// Knative has it: headers prefixed `ce-`, `datacontenttype` in the content type. The properties repeat what they can hold.
enum EventEnvelope {
    static let prefix = "ce-"

    /// The headers by attribute. Whole, as putting them together for every message would cost more than the rest.
    enum Header {
        static let specVersion = "ce-specversion"
        static let id = "ce-id"
        static let source = "ce-source"
        static let type = "ce-type"
        static let subject = "ce-subject"
        static let time = "ce-time"
        static let dataSchema = "ce-dataschema"
        static let traceparent = "ce-traceparent"
        static let aggregateVersion = "ce-aggregateversion"
        static let region = "ce-region"
        static let dataClass = "ce-dataclass"
    }

    static let exchange = "pitcrew.events"

    /// The message of one outbox row.
    static func message(of row: OutboxRow, source: String, region: String) -> OutgoingMessage {
        let definition = EventCatalogue.definition(of: EventType(row.type))
        let id = row.eventID.text
        var headers = MessageHeaders()
        headers.reserveCapacity(11)
        headers.append(Header.specVersion, .string("1.0"))
        headers.append(Header.id, .string(id))
        headers.append(Header.source, .string(source))
        headers.append(Header.type, .string(row.type))
        headers.append(Header.subject, .string(row.subject.text))
        headers.append(Header.time, .string(Timestamp.text(row.time)))
        headers.append(Header.aggregateVersion, .string(String(row.version)))
        headers.append(Header.region, .string(region))
        headers.append(Header.dataClass, .string(row.dataClass))
        if let definition { headers.append(Header.dataSchema, .string(definition.dataSchema)) }
        if let traceparent = row.traceparent { headers.append(Header.traceparent, .string(traceparent)) }
        return OutgoingMessage(
            exchange: exchange, routingKey: row.type, mandatory: definition?.consumers.isEmpty == false, messageID: id,
            type: row.type, contentType: "application/json", timestamp: row.time, headers: headers, body: row.body
        )
    }

    /// The attributes in headers by their plain names; only text counts, as every attribute of ours is text.
    static func attributes(of headers: MessageHeaders) -> [String: String] {
        var attributes: [String: String] = [:]
        attributes.reserveCapacity(headers.count)
        for (name, value) in headers {
            guard name.utf8.starts(with: prefix.utf8), case .string(let text) = value else { continue }
            attributes[String(name.utf8.dropFirst(prefix.utf8.count)) ?? ""] = text
        }
        return attributes
    }

    /// The headers of attributes by their plain names.
    static func headers(of attributes: [String: String]) -> MessageHeaders {
        var headers = MessageHeaders()
        headers.reserveCapacity(attributes.count)
        for (name, text) in attributes { headers.append(prefix + name, .string(text)) }
        return headers
    }
}

/// One row of the outbox as the relay reads it.
struct OutboxRow: Sendable {
    /// Tells the partition it lies in.
    let createdAt: Date
    let position: Int64
    let eventID: UUID
    let type: String
    let subject: UUID
    let version: Int64
    let time: Date
    let dataClass: String
    let traceparent: String?
    /// UTF-8.
    let body: [UInt8]
    /// It could not be sent at first, or is sent once more for an operator.
    var wasHeld = false
}
