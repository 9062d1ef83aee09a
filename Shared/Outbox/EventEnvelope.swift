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
        // The names are written out with their prefix: putting them together for each message took longer than all else here.
        var headers: [String: HeaderValue] = [
            "ce-specversion": .string("1.0"), "ce-id": .string(id), "ce-source": .string(source), "ce-type": .string(row.type),
            "ce-subject": .string(row.subject.text), "ce-time": .string(Timestamp.text(row.time)),
            "ce-aggregateversion": .string(String(row.version)), "ce-region": .string(region), "ce-dataclass": .string(row.dataClass),
            "ce-dataschema": .string(definition?.dataSchema ?? ""), "ce-traceparent": .string(row.traceparent ?? ""),
        ]
        if definition == nil { headers["ce-dataschema"] = nil }
        if row.traceparent == nil { headers["ce-traceparent"] = nil }
        return OutgoingMessage(
            exchange: exchange, routingKey: row.type, mandatory: definition?.consumers.isEmpty == false, messageID: id,
            type: row.type, contentType: "application/json", timestamp: row.time, headers: headers, body: Array(row.body.utf8)
        )
    }

    /// The attributes of a delivery by their plain names; only text counts, as every attribute of ours is text.
    static func attributes(of headers: [String: HeaderValue]) -> [String: String] {
        var attributes: [String: String] = [:]
        attributes.reserveCapacity(headers.count)
        for (name, value) in headers {
            guard name.utf8.starts(with: prefix.utf8), case .string(let text) = value else { continue }
            attributes[String(name.utf8.dropFirst(prefix.utf8.count)) ?? ""] = text
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
