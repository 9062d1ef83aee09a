import Concurrency
import Contracts
import Foundation
import Observability
import Outbox
import PostgreSQL

/// Marks the customers whom events concern as due for a score, each with the trace of its event.
struct DueCustomers: Sendable {
    let clock: any WallClock
    let wakeup: Wakeup
    /// Loaded history is not scored event by event: its customers wait until most of it is there.
    static let importDelay: TimeInterval = 20

    func mark<Payload: EventPayload>(
        _ events: [Event<Payload>], in transaction: PostgresTransaction, customer: (Payload) -> UUID,
        isHistory: (Payload) -> Bool = { _ in false }
    ) async throws {
        let now = clock.now()
        try await DueStore.mark(events.map { event in
            (customer(event.payload), isHistory(event.payload) ? now + Self.importDelay : now, traceparent(of: event))
        }, in: transaction)
        transaction.afterCommit { [wakeup] in wakeup.signal() }
    }

    /// The span that handles the event where it belongs to the event's trace; of a batch of many traces, each event's own.
    private func traceparent<Payload>(of event: Event<Payload>) -> String? {
        let own = event.traceparent.flatMap(TraceContext.init(traceparent:))
        let current = Tracer.current
        let context = own == nil || own?.traceID == current?.traceID ? current : own
        return context?.traceparent
    }
}
