import Concurrency
import Contracts
import Foundation
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
            try await Self.store.tell(event.payload, id: event.payload.notice, at: now, waking: wakeup, in: transaction)
        }
    }
}

extension WaitingListOffer {
    /// The id of the letter that tells of it: an entry has one for each offer.
    var notice: UUID { UUID.v5(namespace: id, name: "offer \(version)") }
}
