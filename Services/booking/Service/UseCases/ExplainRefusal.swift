import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// Tells why an appointment cannot be set to a start, and what is in its way. Changes nothing.
struct ExplainRefusal: Sendable {
    let database: PostgresClient
    let plans: PlanStore
    let appointments: AppointmentStore
    let policies: Policies
    let limits: BookingLimits
    let clock: any WallClock

    /// - Parameter wish: for that person and that bay only.
    /// - Throws: `BookingError.notPossible` for an appointment that moves no more, `.unknownService`; `ValidationError`.
    func callAsFunction(_ state: AppointmentState, at start: Date, _ wish: PlaceWish) async throws -> RefusalAnswer {
        try state.demandMovable()
        let now = clock.now()
        let policy = try await policies.book(for: [state], in: database).policy(for: state, role: .customer)
        let refused = policy.refused(state, to: start, at: now)
        if let reason = outside(start, now) ?? early(start, state) {
            let model = try await plans.model(of: state.workshop.id, in: database)
            try wish.validate(in: model)
            return answer(start, [reason], [], refused, RefusalWording(model: model, wish: wish, appointments: [:]))
        }
        // The day is known only with the workshop's zone; no zone is further from UTC than a day.
        let around = LocalDate(daysSince1970: start.epochMinute / 1_440 - 1)
        let plan = try await plans.plan(of: state.workshop.id, from: around, days: 3, reaching: { try $0.work(of: state) }, in: database)
        try wish.validate(in: plan.model)
        let last = around.adding(days: plan.days.count - 1)
        let states = try await appointments.board(of: state.workshop.id, from: around, through: last, in: database)
        let movable = states.filter { $0.canMakeWay(at: now) && $0.id != state.id }
        let engine = plan.engine(without: state.id, movable: Set(movable.map(\.id)))
        let work = wish.applied(to: try plan.model.work(of: state))
        let refusal = engine.refusal(of: work, at: start.epochMinute)
        let inTheWay = (refusal?.inTheWay ?? []).map {
            RefusalAnswer.Hindrance(appointmentId: $0.appointment, kinds: $0.kinds.map(\.rawValue))
        }
        let wording = RefusalWording(
            model: plan.model, wish: wish, appointments: Dictionary(movable.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }))
        return answer(start, (refusal?.reasons ?? []).map(\.rawValue), inTheWay, refused, wording)
    }

    private func outside(_ start: Date, _ now: Date) -> String? {
        guard start > now else { return "start_in_past" }
        return (try? limits.check(start, at: now)) == nil ? "start_too_far" : nil
    }

    private func early(_ start: Date, _ state: AppointmentState) -> String? {
        (try? state.checkRelease(start)) == nil ? "before_release" : nil
    }

    private func answer(
        _ start: Date, _ reasons: [String], _ inTheWay: [RefusalAnswer.Hindrance], _ policy: [String], _ wording: RefusalWording
    ) -> RefusalAnswer {
        RefusalAnswer(
            start: start, possible: reasons.isEmpty, reasons: reasons, inTheWay: inTheWay, policy: policy,
            sentence: wording.sentence(reasons, inTheWay, policy))
    }
}

extension AppointmentState {
    /// Refuses an appointment that moves no more.
    func demandMovable() throws(BookingError) {
        guard [.booked, .checkedIn].contains(status) else { throw .notPossible(action: "move", status: status) }
    }
}
