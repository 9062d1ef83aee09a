import Concurrency
import Contracts
import Foundation
import Observability
import PostgreSQL

/// Writes events beside the rows they tell of, in the same transaction; the relay publishes them after the commit
/// (transactional outbox; Richardson, Microservices Patterns, chapter 3).
public struct Outbox: Sendable {
    public let source: EventSource
    let wakeup: Wakeup
    private let clock: any WallClock
    private let ids: any IDGenerator

    public init(source: EventSource, clock: any WallClock, ids: any IDGenerator) {
        self.source = source
        self.clock = clock
        self.ids = ids
        wakeup = Wakeup()
    }

    /// Adds one event to the transaction.
    /// - Parameters:
    ///   - version: the aggregate's version after the change.
    ///   - id: given where a retried cause must not make a second event; otherwise new.
    /// - Throws: `UndeclaredEvent` where the catalogue does not name this service as the publisher; what the database throws.
    public func add<Payload: EventPayload>(
        _ type: EventType, subject: UUID, version: Int64, payload: Payload, id: UUID? = nil, in transaction: PostgresTransaction
    ) async throws {
        try await addAll([draft(type, subject: subject, version: version, payload: payload, id: id)], in: transaction)
    }

    /// An event ready to be added with others in one statement.
    public func draft<Payload: EventPayload>(
        _ type: EventType, subject: UUID, version: Int64, payload: Payload, id: UUID? = nil
    ) throws -> EventDraft {
        guard let definition = EventCatalogue.definition(of: type), definition.publisher == source.service,
            definition.payload == Payload.self
        else { throw UndeclaredEvent(type: type, service: source.service) }
        return EventDraft(
            id: id ?? ids.next(), type: type, subject: subject, version: version, dataClass: definition.dataClass,
            body: try JSONCoding.encode(payload)
        )
    }

    /// Adds many events in the order given, in one statement that goes with the next one or with the commit.
    public func addAll(_ drafts: [EventDraft], in transaction: PostgresTransaction) async throws {
        guard !drafts.isEmpty else { return }
        try OutboxStore.add(drafts, at: clock.now(), traceparent: Tracer.current?.traceparent, in: transaction)
        let wakeup = wakeup
        transaction.afterCommit { wakeup.signal() }
    }
}

/// An encoded event that waits to be added.
public struct EventDraft: Sendable {
    public let id: UUID
    let type: EventType
    let subject: UUID
    let version: Int64
    let dataClass: DataClass
    /// JSON.
    let body: [UInt8]
}

/// An event that the catalogue does not know, or knows as another service's or with another payload: a mistake in the code.
public struct UndeclaredEvent: Error, CustomStringConvertible {
    let type: EventType
    let service: ServiceName
    public var description: String { "the catalogue has no event \(type) of this payload published by \(service.rawValue)" }
}
