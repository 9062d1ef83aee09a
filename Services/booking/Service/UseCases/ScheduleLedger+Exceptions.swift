import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Requests outside policy, written with all that belongs to them.
extension ScheduleLedger {
    /// - Throws: `BookingError.exceptionPending` where the appointment has one, `changedMeanwhile` where it is not as it was.
    func add(_ request: ExceptionState, of appointment: AppointmentState, in transaction: PostgresTransaction) async throws {
        guard try await !transaction.query(exceptions.hold(appointment)).isEmpty else { throw BookingError.changedMeanwhile }
        guard try await !transaction.query(exceptions.insert(request)).isEmpty else { throw BookingError.exceptionPending }
        try await outbox.add(.exceptionRequested, subject: request.id, version: request.version, payload: request, in: transaction)
        let entry = AuditEntry(
            "request \(request.kind.rawValue)", by: .customer, reason: request.reason, note: request.note, at: request.requestedAt,
            of: appointment, from: nil, to: request
        )
        try transaction.enqueue(audit.append([entry]))
    }

    /// Writes a decision; the boards of its workshop look again.
    /// - Throws: `BookingError.changedMeanwhile` where it was decided at the same moment.
    func settle(
        _ request: ExceptionState, as status: ExceptionStatus, of appointment: AppointmentState, by actor: Actor,
        reason: ReasonCode? = nil, note: String? = nil, start: Date? = nil, charged: Money? = nil, at now: Date,
        in transaction: PostgresTransaction
    ) async throws {
        let decided = try request.settled(
            as: status, by: actor, reason: reason, note: note, start: start, charged: charged, link: appointment.manageUrl, at: now
        )
        guard try await !transaction.query(exceptions.update(to: decided)).isEmpty else { throw BookingError.changedMeanwhile }
        var told = decided
        if status == .approved || status == .overridden { told.appointment = appointment }
        try await outbox.add(.exceptionDecided, subject: decided.id, version: decided.version, payload: told, in: transaction)
        let entry = AuditEntry(
            "request \(status.rawValue)", by: actor, reason: reason?.rawValue, note: note, at: now, of: appointment, from: request,
            to: decided
        )
        try transaction.enqueue(audit.append([entry]))
        let (boards, workshop) = (boards, request.workshop.id)
        transaction.afterCommit { boards.signal(workshop) }
    }
}

extension ScheduleChange {
    /// Whether it leaves nothing to decide: another time or another status does, another link or other people do not.
    var settlesRequests: Bool { old.start != new.start || old.status != new.status }
}
