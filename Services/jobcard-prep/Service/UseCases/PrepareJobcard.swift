import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Makes the job card of an appointment, and lets it follow every change.
struct PrepareJobcard: Sendable {
    let outbox: Outbox
    let reserve: ReserveParts
    let clock: any WallClock

    /// History and what lies in the past gets no card; a card that exists follows to the end. A cancellation that overtakes its booking
    /// leaves a cancelled card, by which the booking is known to be overtaken.
    func run(_ state: AppointmentState, in transaction: PostgresTransaction) async throws {
        let known = try await JobcardStore.lock(appointment: state.id, in: transaction)
        if let known, known.appointmentVersion >= state.version { return }
        if known == nil, state.channel == .import || state.start < clock.now() { return }
        let bills = try await JobcardStore.bills(of: state.services.map(\.code), in: transaction)
        let plan = WorkPlan(services: state.services, bills: bills)
        let card = JobcardState(
            id: known?.id ?? UUID.v5(namespace: JobcardNamespace.jobcards, name: state.id.text), version: (known?.version ?? 0) + 1,
            appointmentId: state.id, workshopId: state.workshop.id, status: JobcardStatus(state.status), technician: state.technician,
            start: state.start, end: state.end, steps: plan.steps
        )
        let day = LocalDate(state.start, in: state.workshop.timeZone)
        guard try await JobcardStore.put(card, of: state, localDay: day, isNew: known == nil, in: transaction) else {
            throw MadeMeanwhile()
        }
        let type: EventType = known == nil ? .jobcardDrafted : .jobcardUpdated
        try await outbox.add(type, subject: card.id, version: card.version, payload: card, in: transaction)
        try await reserve.run(card, need: plan.parts, in: transaction)
    }
}

/// Two instances made the same card at once; the second tries again and finds it.
struct MadeMeanwhile: Error, CustomStringConvertible {
    let description = "the job card was made by another instance meanwhile"
}
