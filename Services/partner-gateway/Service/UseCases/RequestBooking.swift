import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Takes a partner's wish for an appointment and passes it on as an event; booking answers by event.
struct RequestBooking: Sendable {
    let outbox: Outbox
    let clock: any WallClock
    let ids: any IDGenerator

    func run(_ wish: BookingWish, partner: UUID, in transaction: PostgresTransaction) async throws -> UUID {
        let now = clock.now()
        let violations = wish.violations(now: now)
        guard violations.isEmpty else { throw ValidationError(violations) }
        let id = ids.next()
        try await BookingRequestStore.insert(
            id: id, partner: partner, reference: wish.reference, start: wish.start, at: now, in: transaction
        )
        try await outbox.add(
            .partnerBookingRequested, subject: id, version: 1, payload: wish.event(id: id, partner: partner), in: transaction
        )
        return id
    }
}
