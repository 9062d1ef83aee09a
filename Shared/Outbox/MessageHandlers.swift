import Contracts
import Observability
import PostgreSQL

/// What a service does with each event type it hears.
public struct MessageHandlers: Sendable {
    private var entries: [EventType: Entry] = [:]

    public init() {}

    /// One effect per event, inside the transaction that also records the event as handled. Throw `PermanentFailure` to park it at
    /// once; any other error is tried again with growing delays and parked after the last attempt.
    public mutating func on<Payload: EventPayload>(
        _ type: EventType, _ payload: Payload.Type,
        _ handler: @escaping @Sendable (Event<Payload>, PostgresTransaction) async throws -> Void
    ) {
        entries[type] = Entry(decode: { try $0.event(payload) }) { events, transaction, tracer in
            for case let event as Event<Payload> in events {
                try await tracer.withSpan("handle \(type)", kind: .consumer, parent: event.parent) {
                    try await handler(event, transaction)
                }
            }
        }
    }

    /// The same effect for many types that carry one payload.
    public mutating func on<Payload: EventPayload>(
        _ types: [EventType], _ payload: Payload.Type,
        _ handler: @escaping @Sendable (Event<Payload>, PostgresTransaction) async throws -> Void
    ) {
        for type in types { on(type, payload, handler) }
    }

    /// One effect for a run of events of one type, for projections that write many rows in one statement.
    public mutating func onBatch<Payload: EventPayload>(
        _ type: EventType, _ payload: Payload.Type,
        _ handler: @escaping @Sendable ([Event<Payload>], PostgresTransaction) async throws -> Void
    ) {
        entries[type] = Entry(decode: { try $0.event(payload) }) { events, transaction, tracer in
            let batch = events.compactMap { $0 as? Event<Payload> }
            try await tracer.withSpan("handle \(type)", kind: .consumer, parent: batch.first?.parent) {
                try await handler(batch, transaction)
            }
            for event in batch.dropFirst() where event.parent?.isSampled == true {
                await tracer.withSpan("handle \(type)", kind: .consumer, parent: event.parent) {}
            }
        }
    }

    /// The types that have a handler; ServiceKit refuses to start where these are not the ones the catalogue says.
    public var types: Set<EventType> { Set(entries.keys) }

    subscript(_ type: EventType) -> Entry? { entries[type] }

    /// A handler with its payload type erased.
    struct Entry: Sendable {
        let decode: @Sendable (IncomingMessage) throws -> any Sendable
        let run: @Sendable ([any Sendable], PostgresTransaction, Tracer) async throws -> Void
    }
}

extension Event {
    fileprivate var parent: TraceContext? { traceparent.flatMap(TraceContext.init(traceparent:)) }
}

/// A failure that no retry can mend: the message is parked at once.
public struct PermanentFailure: Error, CustomStringConvertible {
    public let description: String
    /// - Parameter reason: what an operator should know; no personal data.
    public init(_ reason: String) { description = reason }
}
