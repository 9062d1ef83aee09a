import Contracts
import Foundation
import Messaging

extension OutgoingMessage {
    /// The message that carries an event, for those who publish without an outbox: tools and tests.
    public init<Payload: EventPayload>(event: Event<Payload>) throws {
        let row = OutboxRow(
            createdAt: event.time, position: 0, eventID: event.id, type: event.type.rawValue,
            subject: UUID(utf8: event.subject.utf8.span) ?? event.id,
            version: event.aggregateVersion, time: event.time, dataClass: event.dataClass.rawValue, traceparent: event.traceparent,
            body: try JSONCoding.encode(event.payload)
        )
        self = EventEnvelope.message(of: row, source: event.source, region: event.region)
    }
}
