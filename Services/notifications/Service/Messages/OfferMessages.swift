import Concurrency
import Contracts
import Foundation
import Outbox
import PostgreSQL

/// A place has become free for somebody who waits, or an address is asked whether it wants to wait: they are told at once.
struct OfferMessages: Sendable {
    static let store = NoticeStore<WaitingNotice>(table: "waiting_list_notices")

    let clock: any WallClock
    let wakeup: Wakeup

    func register(_ handlers: inout MessageHandlers) {
        handlers.on(.waitingListOffered, WaitingListOffer.self) { event, transaction in
            try await tell(.offer(event.payload), id: event.payload.notice, in: transaction)
        }
        handlers.on(.waitingListConfirmationRequested, WaitingListConfirmation.self) { event, transaction in
            try await tell(.confirmation(event.payload), id: event.payload.notice, in: transaction)
        }
    }

    private func tell(_ notice: WaitingNotice, id: UUID, in transaction: PostgresTransaction) async throws {
        let now = clock.now()
        guard notice.letter.expiresAt > now else { return }
        try await Self.store.tell(notice, id: id, at: now, waking: wakeup, in: transaction)
    }
}

extension WaitingListOffer {
    /// The id of the letter that tells of it: an entry has one for each offer.
    var notice: UUID { UUID.v5(namespace: id, name: "offer \(version)") }
}

extension WaitingListConfirmation {
    /// The id of the letter that asks: an entry has a few.
    var notice: UUID { UUID.v5(namespace: id, name: "confirmation \(version)") }
}
