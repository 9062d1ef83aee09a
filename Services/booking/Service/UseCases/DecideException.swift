import Contracts
import Foundation
import PostgreSQL

/// An advisor's decision on a request outside policy.
struct DecideException: Sendable {
    let database: PostgresClient
    let appointments: AppointmentStore
    let exceptions = ExceptionStore()
    let ledger: ScheduleLedger
    let move: MoveAppointment
    let cancel: CancelAppointment
    let metrics: ExceptionMetrics
    let clock: any WallClock

    /// Does what was asked, on the policy's terms: for the fee the customer has agreed to, or for none where there is none.
    /// - Parameter version: of the request, as the caller saw it; nil where it does not matter.
    /// - Throws: `fee-applies` where the customer has not agreed to the fee (override it, or decline); `slot-taken` with alternatives,
    ///   which leaves the request pending; `exception-settled`, `changed-meanwhile`, `version-mismatch`.
    func approve(_ id: UUID, by actor: Actor, for grounds: ChangeGrounds, version: Int64?) async throws -> ExceptionState {
        let request = try await open(id, grounds, version)
        if let fee = request.fee, !request.feeAccepted { throw BookingError.feeApplies(fee) }
        return try await grant(request, as: .approved, by: actor, grounds, start: request.wantedStart, fee: request.fee)
    }

    /// Does it on the advisor's terms, for a reason.
    /// - Parameters:
    ///   - start: another start for a move; nil for the one asked for.
    ///   - fee: in minor units, at most what the policy takes; 0 spares it. More than none only where the customer has agreed to the fee.
    func override(
        _ id: UUID, by actor: Actor, for grounds: ChangeGrounds, start: Date?, fee: Int, version: Int64?
    ) async throws -> ExceptionState {
        let request = try await open(id, grounds, version)
        var validation = Validation()
        validation.require(grounds.reason != nil, "reason", "must be given")
        validation.require(start == nil || request.kind == .move, "start", "must be absent for a cancellation")
        let most = request.feeAccepted ? request.fee?.amount ?? 0 : 0
        validation.require((0...most).contains(fee), "fee", "must be 0 to \(most), what the customer has agreed to")
        try validation.finish()
        let charged = request.fee.map { Money(amount: fee, currency: $0.currency) }
        return try await grant(request, as: .overridden, by: actor, grounds, start: start ?? request.wantedStart, fee: charged)
    }

    /// Leaves the appointment as it is, for a reason.
    func decline(_ id: UUID, by actor: Actor, for grounds: ChangeGrounds, version: Int64?) async throws -> ExceptionState {
        let request = try await open(id, grounds, version)
        guard let reason = grounds.reason else { throw ValidationError([FieldViolation("reason", "must be given")]) }
        let now = clock.now()
        try await database.withTransaction(attempts: 3) { transaction in
            let appointment = try await appointments.appointment(request.appointmentId, in: transaction).state
            try await ledger.settle(
                request, as: .declined, of: appointment, by: actor, reason: reason, note: grounds.note, at: now, in: transaction
            )
        }
        metrics.settled(.declined)
        return try await exceptions.exception(id, in: database)
    }

    private func open(_ id: UUID, _ grounds: ChangeGrounds, _ version: Int64?) async throws -> ExceptionState {
        var validation = Validation()
        grounds.validate(&validation)
        try validation.finish()
        let request = try await exceptions.exception(id, in: database)
        if let version, version != request.version { throw BookingError.versionMismatch }
        guard request.status == .pending else { throw BookingError.exceptionSettled(request.status) }
        return request
    }

    /// The change and the decision in one transaction: of two advisors one decides, and nothing is moved for a request that was declined.
    private func grant(
        _ request: ExceptionState, as status: ExceptionStatus, by actor: Actor, _ grounds: ChangeGrounds, start: Date?, fee: Money?
    ) async throws -> ExceptionState {
        let stored = try await appointments.appointment(request.appointmentId, in: database)
        let asked = ReasonCode(rawValue: request.reason) ?? .other
        let permit = ChangePermit.granted(request, fee: fee)
        let (ledger, now) = (ledger, clock.now())
        let charged = fee.flatMap { $0.amount > 0 ? $0 : nil }
        let settle: AlongWithChange = { appointment, transaction in
            try await ledger.settle(
                request, as: status, of: appointment, by: actor, reason: grounds.reason, note: grounds.note,
                start: request.kind == .move ? appointment.start : nil, charged: charged, at: now, in: transaction
            )
        }
        var why = grounds
        why.reason = grounds.reason ?? asked
        switch request.kind {
        case .move:
            guard let start else { throw ValidationError([FieldViolation("start", "must be given")]) }
            _ = try await move(stored, to: start, by: actor, for: why, permit: permit, along: settle)
        case .cancel: _ = try await cancel(stored, reason: asked, by: actor, for: why, permit: permit, along: settle)
        }
        metrics.settled(status)
        return try await exceptions.exception(request.id, in: database)
    }
}
