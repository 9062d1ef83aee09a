import Concurrency
import Contracts
import Observability
import Outbox

/// Somebody wants to sign in: the code goes out at once.
struct SignInCodeMessages: Sendable {
    let clock: any WallClock
    let wakeup: Wakeup

    func register(_ handlers: inout MessageHandlers) {
        handlers.on(.signInCodeRequested, SignInCodeRequested.self) { event, transaction in
            let now = clock.now()
            guard event.payload.expiresAt > now else { return }
            try await SignInCodeStore.add(event.payload, traceparent: Tracer.current?.traceparent, at: now, in: transaction)
            let wakeup = wakeup
            transaction.afterCommit { wakeup.signal() }
        }
    }
}
