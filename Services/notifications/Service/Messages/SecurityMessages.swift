import Concurrency
import Contracts
import Observability
import Outbox

/// The way somebody signs in has changed: they are told.
struct SecurityMessages: Sendable {
    static let store = NoticeStore<AccountSecurityChange>(table: "security_notices")

    let clock: any WallClock
    let wakeup: Wakeup

    func register(_ handlers: inout MessageHandlers) {
        handlers.on(.accountSecurityChanged, AccountSecurityChange.self) { event, transaction in
            try await Self.store.add(
                event.payload, id: event.payload.id, traceparent: Tracer.current?.traceparent, at: clock.now(), in: transaction
            )
            let wakeup = wakeup
            transaction.afterCommit { wakeup.signal() }
        }
    }
}
