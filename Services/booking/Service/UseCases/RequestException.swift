import Contracts
import Foundation
import PostgreSQL

/// What a customer asks an advisor for.
struct ExceptionWish: Codable, Sendable, Hashable, Validatable {
    var kind: AppointmentChange
    /// Where it is to go, for a move.
    var start: Date?
    var reason: ReasonCode
    /// In their own words.
    var note: String?
    /// The fee the customer agrees to, in minor units of the appointment's currency; without it, to be spared the fee is part of the wish.
    var acceptFee: Int?

    func validate(_ validation: inout Validation) {
        validation.requireText(note, "note", atMost: ChangeGrounds.longestNote)
        switch kind {
        case .cancel: validation.require(start == nil, "start", "must be absent for a cancellation")
        case .move:
            validation.require(start != nil, "start", "must be given for a move")
            validation.requireWholeMinute(start, "start")
        }
    }
}

/// Puts what the policy refuses a customer before an advisor.
struct RequestException: Sendable {
    let plans: PlanStore
    let policies: Policies
    let ledger: ScheduleLedger
    let limits: BookingLimits
    let metrics: ExceptionMetrics
    let clock: any WallClock
    let ids: any IDGenerator

    /// - Throws: `exception-not-needed` where the policy allows it, `exception-pending`, `not-possible-now`, `fee-applies` where the policy
    ///   takes another fee than was agreed to, `ValidationError`.
    func callAsFunction(
        _ wish: ExceptionWish, for stored: StoredAppointment, in transaction: PostgresTransaction
    ) async throws -> ExceptionState {
        let wish = try wish.validated()
        let (appointment, now) = (stored.state, clock.now())
        guard appointment.status == .booked, now < appointment.start else {
            throw BookingError.notPossible(action: wish.kind.rawValue, status: appointment.status)
        }
        if let start = wish.start { try limits.check(start, at: now) }
        let policy = try await policies.book(for: [appointment], in: transaction).policy(for: appointment, role: .customer)
        try policy.check(ChangeGrounds(reason: wish.reason), for: wish.kind)
        let verdict = policy.verdict(on: wish.kind, of: appointment, at: now)
        guard verdict != .free else { throw BookingError.exceptionNotNeeded }
        let fee = policy[wish.kind].fee(for: appointment).flatMap { $0.amount > 0 ? $0 : nil }
        if let accepted = wish.acceptFee, accepted != fee?.amount ?? 0 {
            throw BookingError.feeApplies(fee ?? Money(amount: 0, currency: appointment.price.currency))
        }
        let request = ExceptionState(
            id: ids.next(), version: 1, status: .pending, kind: wish.kind, workshop: appointment.workshop, appointmentId: appointment.id,
            appointmentStart: appointment.start, customer: appointment.customer,
            refusal: (verdict.refusal ?? .feeApplies(fee ?? appointment.price)).slug, wantedStart: wish.start, fee: fee,
            feeAccepted: fee != nil && wish.acceptFee != nil, reason: wish.reason.rawValue, note: wish.note, requestedAt: now,
            dueAt: try await due(policy.decisionMinutes, appointment, from: now, in: transaction), manageUrl: appointment.manageUrl
        )
        try await ledger.add(request, of: appointment, in: transaction)
        let metrics = metrics
        transaction.afterCommit { metrics.requested.add() }
        return request
    }

    /// By the workshop's opening hours, and before the appointment begins. A workshop that is closed down has none.
    private func due(
        _ minutes: Int, _ appointment: AppointmentState, from now: Date, in transaction: PostgresTransaction
    ) async throws -> Date {
        do {
            let model = try await plans.model(of: appointment.workshop.id, in: transaction)
            return min(OpeningTime.after(minutes, from: now, in: model), appointment.start)
        } catch BookingError.unknownWorkshop {
            return min(now.addingTimeInterval(Double(minutes) * 60), appointment.start)
        }
    }
}
