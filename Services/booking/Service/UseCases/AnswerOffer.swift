import Contracts
import Foundation
import PostgreSQL

/// What a customer on the waiting list does: take or decline what is offered, leave.
struct AnswerOffer: Sendable {
    let database: PostgresClient
    let waiting: WaitingStore
    let holds: HoldStore
    let days: DayStore
    let book: BookAppointment
    let appointments: AppointmentStore
    let links: ManageLinks
    let boards: BoardSignals
    let clock: any WallClock

    /// Books the offered place; once it is booked, the same again gives the same appointment.
    /// - Throws: `BookingError.offerGone` where it has expired or was answered.
    func accept(_ id: UUID) async throws -> BookedAppointment {
        try await database.withTransaction(attempts: 3) { transaction in
            if let known = try await booked(by: id, in: transaction) { return known }
            let (entry, offer) = try await open(id, in: transaction)
            let booked = try await book(
                entry.wish.order(start: offer.start, hold: offer.holdId), channel: .web, by: .customer,
                id: UUID.v5(namespace: id, name: "appointment"), in: transaction
            )
            let answered = try await transaction.pipeline([
                waiting.answer("accepted", of: id, hold: offer.holdId),
                waiting.set(.booked, of: id, appointment: booked.appointment.id, at: clock.now()),
            ])
            guard answered.first?.isEmpty == false else { throw BookingError.offerGone }
            return booked
        }
    }

    private func booked(by id: UUID, in transaction: PostgresTransaction) async throws -> BookedAppointment? {
        guard let appointment = try await waiting.entry(id, in: transaction).appointmentId else { return nil }
        let stored = try await appointments.appointment(appointment, in: transaction)
        let token = links.token(for: appointment, ending: stored.state.end, generation: stored.linkGeneration)
        return BookedAppointment(appointment: stored.state, manageToken: token, manageUrl: links.url(token: token))
    }

    /// Gives the offered place to whoever waits next, and waits on.
    func decline(_ id: UUID) async throws -> WaitingEntry {
        try await database.withTransaction(attempts: 3) { transaction in
            let (_, offer) = try await open(id, in: transaction)
            try await give(offer, of: id, in: transaction)
            try await transaction.execute(waiting.set(.waiting, of: id, at: clock.now()))
            return try await waiting.entry(id, in: transaction)
        }
    }

    /// Waits no more; an open offer is declined by it. To leave again changes nothing.
    func leave(_ id: UUID) async throws -> WaitingEntry {
        try await database.withTransaction(attempts: 3) { transaction in
            try await waiting.hold(id, in: transaction)
            let entry = try await waiting.entry(id, in: transaction)
            guard entry.status.isOpen else { return entry }
            return try await end(entry, as: .left, in: transaction)
        }
    }

    /// Ends the waiting of an entry that the transaction holds; whoever waits next has what it was offered.
    func end(_ entry: WaitingEntry, as status: WaitingStatus, in transaction: PostgresTransaction) async throws -> WaitingEntry {
        if let offer = entry.offer { try await give(offer, of: entry.id, in: transaction) }
        try await transaction.execute(waiting.set(status, of: entry.id, at: clock.now()))
        return try await waiting.entry(entry.id, in: transaction)
    }

    private func open(_ id: UUID, in transaction: PostgresTransaction) async throws -> (WaitingEntry, WaitingEntry.Offer) {
        let entry = try await waiting.entry(id, in: transaction)
        guard let offer = entry.offer, clock.now() < offer.expiresAt else { throw BookingError.offerGone }
        return (entry, offer)
    }

    private func give(_ offer: WaitingEntry.Offer, of id: UUID, in transaction: PostgresTransaction) async throws {
        if let place = try await holds.place(of: offer.holdId, in: transaction) {
            _ = try await days.lock(place.days, of: place.workshop, in: transaction)
            let boards = boards
            transaction.afterCommit { boards.signal(place.workshop) }
        }
        let rows = try await transaction.pipeline([
            waiting.answer("declined", of: id, hold: offer.holdId), holds.remove(offer.holdId),
        ])
        guard rows.first?.isEmpty == false else { throw BookingError.offerGone }
    }
}
