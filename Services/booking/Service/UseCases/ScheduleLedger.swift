import Contracts
import Foundation
import Outbox
import PostgreSQL

/// A change of one appointment, ready to be written.
struct ScheduleChange: Sendable {
    enum Allocations: Sendable {
        case keep
        case release
        case replace([Allocation])
    }

    let event: EventType
    let action: String
    var reason: String?
    /// In people's own words.
    var note: String?
    /// The request outside policy that this change grants; every other one of the appointment becomes moot.
    var granting: UUID?
    let actor: Actor
    let old: AppointmentState
    let new: AppointmentState
    let day: LocalDate
    let allocations: Allocations
}

extension ScheduleChange {
    /// Staff often move one to make room for another, or put it back: what that frees is offered when they are done.
    fileprivate var freesForOthers: Bool {
        if case .replace = allocations { return actor.kind != .advisor }
        return true
    }
}

/// Writes appointments with all that belongs to them, in the caller's transaction: rows, audit trail, event, and word to the
/// boards.
struct ScheduleLedger: Sendable {
    let appointments: AppointmentStore
    let holds: HoldStore
    let contacts: ContactStore
    let audit: AuditStore
    let offers: OfferPlaces
    let outbox: Outbox
    let boards: BoardSignals
    let exceptions = ExceptionStore()

    /// What the database may refuse because the place is taken; `tell` must follow.
    /// - Parameter hold: what was held for it; one that is gone already changes nothing.
    func add(_ new: NewAppointment, releasing hold: UUID? = nil, in transaction: PostgresTransaction) async throws {
        try await transaction.pipeline((hold.map { [holds.remove($0)] } ?? []) + [
            appointments.insert([new]), appointments.insert(new.allocations), contacts.remember([new.state.customer]),
        ])
    }

    /// What follows from an appointment that was added. It goes with the commit: an audit entry holds its workshop's chain until then, and
    /// everybody else who books there waits.
    func tell(of new: AppointmentState, by actor: Actor, in transaction: PostgresTransaction) async throws {
        try await publish(.appointmentCreated, new, in: transaction)
        try transaction.enqueue(audit.append([AuditEntry("book", by: actor, to: new)]))
    }

    /// - Throws: `BookingError.changedMeanwhile` where the appointment is not in the old state any more.
    func apply(_ change: ScheduleChange, in transaction: PostgresTransaction) async throws {
        var statements = [appointments.update(to: change.new, day: change.day)]
        var freed: Set<LocalDate> = []
        switch change.allocations {
        case .keep: break
        case .release: statements.append(appointments.releaseAllocations(of: change.new.id))
        case .replace(let allocations):
            statements += [appointments.removeAllocations(of: change.new.id), appointments.insert(allocations)]
        }
        let pending: [ExceptionState]
        do {
            // Whoever settles a request holds it before the chain: so does what grants one, or each would wait for the other.
            let rows = try await transaction.pipeline(statements + [exceptions.pending(of: change.new.id)])
            guard rows.first?.isEmpty == false else { throw BookingError.changedMeanwhile }
            if statements.count > 1 { freed = Set(try rows[1].compactMap { LocalDate(try $0.get("day", as: String.self)) }) }
            pending = try (rows.last ?? []).map { try $0.json("state", as: ExceptionState.self) }.filter { $0.id != change.granting }
        } catch let error as PostgresError where error.isUniqueViolation {
            // Two who move it from one day to different ones do not wait for each other's days: the later finds the other's place taken.
            throw BookingError.changedMeanwhile
        }
        try await publish(change.event, change.new, in: transaction)
        if change.freesForOthers { try await offers.offerFreed(on: freed, of: change.new.workshop.id, in: transaction) }
        let entry = AuditEntry(
            change.action, by: change.actor, reason: change.reason, note: change.note, from: change.old, to: change.new
        )
        try transaction.enqueue(audit.append([entry]))
        guard change.settlesRequests else { return }
        for request in pending {
            try await settle(request, as: .moot, of: change.new, by: .system, at: change.new.changedAt, in: transaction)
        }
    }

    private func publish(_ type: EventType, _ state: AppointmentState, in transaction: PostgresTransaction) async throws {
        try await outbox.add(type, subject: state.id, version: state.version, payload: state, in: transaction)
        let (boards, workshop) = (boards, state.workshop.id)
        transaction.afterCommit { boards.signal(workshop) }
    }
}
