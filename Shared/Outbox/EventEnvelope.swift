import Contracts
import Foundation
import Messaging

/// CloudEvents 1.0 attributes in AMQP 0-9-1 properties and headers, binary content mode, as the RabbitMQ protocol binding of
/// Knative has it: headers prefixed `ce-`, `datacontenttype` in the content type. The properties repeat what they can hold.
enum EventEnvelope {
    static let prefix = "ce-"
    static let exchange = "pitcrew.events"

    /// The message of one outbox row.
    static func message(of row: OutboxRow, source: String, region: String) -> OutgoingMessage {
        let definition = EventCatalogue.definition(of: EventType(row.type))
        let id = row.eventID.text
        var headers: MessageHeaders = [
            "ce-specversion": .string("1.0"), "ce-id": .string(id), "ce-source": .string(source), "ce-type": .string(row.type),
            "ce-subject": .string(row.subject.text), "ce-time": .string(Timestamp.text(row.time)),
            "ce-aggregateversion": .string(String(row.version)), "ce-region": .string(region), "ce-dataclass": .string(row.dataClass),
        ]
        if let definition { headers.append("ce-dataschema", .string(definition.dataSchema)) }
        if let traceparent = row.traceparent { headers.append("ce-traceparent", .string(traceparent)) }
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
}
