import Concurrency
import Contracts
import Foundation
import Observability
import Outbox

/// A place has become free for somebody who waits: they are told at once.
struct OfferMessages: Sendable {
    static let store = NoticeStore<WaitingListOffer>(table: "waiting_list_notices")

    let clock: any WallClock
    let wakeup: Wakeup

    func register(_ handlers: inout MessageHandlers) {
        handlers.on(.waitingListOffered, WaitingListOffer.self) { event, transaction in
            let now = clock.now()
            guard event.payload.expiresAt > now else { return }
            try await Self.store.add(
                event.payload, id: event.payload.notice, traceparent: Tracer.current?.traceparent, at: now, in: transaction
            )
            let wakeup = wakeup
            transaction.afterCommit { wakeup.signal() }
        }
    }
}

extension WaitingListOffer {
    /// The id of the letter that tells of it: an entry has one for each offer.
    var notice: UUID { UUID.v5(namespace: id, name: "offer \(version)") }
}
