import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Takes a partner's wish for an appointment and passes it on as an event; booking answers by event. What is only tried out never leaves:
/// it is answered here, by the same webhook.
struct RequestBooking: Sendable {
    let outbox: Outbox
    let answer: AnswerPartner
    let clock: any WallClock
    let ids: any IDGenerator
    /// Bookings a partner may ask for in a UTC day and environment, unless it has a limit of its own.
    let dailyQuota: Int

    func run(_ wish: BookingWish, caller: PartnerCaller, in transaction: PostgresTransaction) async throws -> UUID {
        let now = clock.now()
        let violations = wish.violations(now: now)
        guard violations.isEmpty else { throw ValidationError(violations) }
        let id = ids.next()
        try await BookingRequestStore.insert(id: id, caller: caller, reference: wish.reference, start: wish.start, at: now, in: transaction)
        if caller.environment == .live {
            let event = wish.event(id: id, partner: caller.partner)
            try await outbox.add(.partnerBookingRequested, subject: id, version: 1, payload: event, in: transaction)
        } else {
            try await answerHere(wish, id, caller, at: now, in: transaction)
        }
        // Last, since those of one partner wait for each other here.
        guard try await QuotaStore.count(caller, limit: dailyQuota, at: now, in: transaction) else {
            throw QuotaExceeded(now: now)
        }
        return id
    }

    private func answerHere(
        _ wish: BookingWish, _ id: UUID, _ caller: PartnerCaller, at now: Date, in transaction: PostgresTransaction
    ) async throws {
        let messages = SandboxOutcome(reference: wish.reference).messages(id: id, reference: wish.reference, start: wish.start, at: now)
        for message in messages {
            let cause = UUID.v5(namespace: GatewayNamespace.sandbox, name: "\(id.text) \(message.data.version)")
            try await answer.run(message, partner: caller.partner, environment: .sandbox, cause: cause, in: transaction)
        }
    }
}
