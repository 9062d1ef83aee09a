import Concurrency
import Contracts
import Outbox

/// The way somebody signs in has changed: they are told.
struct SecurityMessages: Sendable {
    static let store = NoticeStore<AccountSecurityChange>(table: "security_notices")

    let clock: any WallClock
    let wakeup: Wakeup

    func register(_ handlers: inout MessageHandlers) {
        handlers.on(.accountSecurityChanged, AccountSecurityChange.self) { event, transaction in
            try await Self.store.tell(event.payload, id: event.payload.id, at: clock.now(), waking: wakeup, in: transaction)
        }
    }
}
