import Contracts
import Foundation
import Messaging
import Outbox

/// The attributes of one event: on our side between an event and the headers of its message, beside it the same attributes as a CloudEvents
/// JSON object. The payload is empty, so that nothing else is measured.
struct BenchEnvelope {
    struct Structured: Codable {
        let specversion: String
        let id: UUID
        let source: String
        let type: String
        let subject: UUID
        let time: Date
        let dataschema: String
        let traceparent: String
        let aggregateversion: Int64
        let region: String
        let dataclass: DataClass
    }

    /// A payload without members.
    struct Nothing: EventPayload {
        static let schemaVersion = 1
        static let example = Nothing()
        init() {}
        init(from decoder: any Decoder) {}
        func encode(to encoder: any Encoder) {}
    }

    let structured: Structured
    private let event: Event<Nothing>
    private let delivery: Delivery

    init() throws {
        let (id, subject, time) = (UUID(), UUID(), Date(timeIntervalSince1970: 1_774_857_600))
        event = Event(
            id: id, source: "/pitcrew/eu/booking", type: .appointmentCreated, subject: subject.text, time: time, aggregateVersion: 3,
            region: "eu", dataClass: .personal, traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", payload: Nothing()
        )
        structured = Structured(
            specversion: "1.0", id: id, source: event.source, type: event.type.rawValue, subject: subject, time: time,
            dataschema: EventCatalogue.definition(of: .appointmentCreated)?.dataSchema ?? "", traceparent: event.traceparent ?? "",
            aggregateversion: event.aggregateVersion, region: event.region, dataclass: event.dataClass
        )
        let message = try OutgoingMessage(event: event)
        delivery = Delivery(
            tag: 1, exchange: message.exchange, routingKey: message.routingKey, messageID: message.messageID, type: message.type,
            contentType: message.contentType, timestamp: message.timestamp, headers: message.headers, body: message.body
        )
    }

    func write() throws -> Int { try OutgoingMessage(event: event).headers.count }

    func read() throws -> Int { Int(try IncomingMessage(delivery).event(Nothing.self).aggregateVersion) }
}
