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
        var attributes: [String: HeaderValue] = [
            "specversion": .string("1.0"), "id": .string(row.eventID.text), "source": .string(source), "type": .string(row.type),
            "subject": .string(row.subject.text), "time": .string(Timestamp.text(row.time)),
            "aggregateversion": .string(String(row.version)), "region": .string(region), "dataclass": .string(row.dataClass),
        ]
        attributes["dataschema"] = definition.map { .string($0.dataSchema) }
        attributes["traceparent"] = row.traceparent.map { .string($0) }
        return OutgoingMessage(
            exchange: exchange, routingKey: row.type, mandatory: definition?.consumers.isEmpty == false, messageID: row.eventID.text,
            type: row.type, contentType: "application/json", timestamp: row.time,
            headers: Dictionary(uniqueKeysWithValues: attributes.map { (prefix + $0, $1) }), body: Array(row.body.utf8)
        )
    }

    /// The attributes of a delivery by their plain names; only text counts, as every attribute of ours is text.
    static func attributes(of headers: [String: HeaderValue]) -> [String: String] {
        var attributes: [String: String] = [:]
        for (name, value) in headers {
            guard name.hasPrefix(prefix), case .string(let text) = value else { continue }
            attributes[String(name.dropFirst(prefix.count))] = text
        }
        return attributes
    }
}

/// One row of the outbox as the relay reads it.
struct OutboxRow: Sendable {
    let position: Int64
    let eventID: UUID
    let type: String
    let subject: UUID
    let version: Int64
    let time: Date
    let dataClass: String
    let traceparent: String?
    let body: String
}
