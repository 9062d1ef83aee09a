import Contracts
import Foundation

/// What a customer may do with an appointment without asking anybody, until when, and at what price.
struct Policy: Sendable, Hashable {
    /// What one kind of change is bound to.
    struct Terms: Sendable, Hashable {
        /// How long before the start it stops being free.
        var window: Duration
        /// What it costs from then on; nil where it is refused.
        var fee: PolicyFee?
        /// How long before the start it is refused even for a fee.
        var closes: Duration = .zero
        /// The reasons that count; nil for all.
        var reasons: [ReasonCode]?
        var reasonRequired = false

        /// What is asked for within the window, in the appointment's currency; nil where nothing can be.
        func fee(for appointment: AppointmentState) -> Money? { fee?.amount(of: appointment.price) }

        /// Until when a change is possible at all without asking.
        func end(for appointment: AppointmentState) -> Date {
            let last = fee(for: appointment) == nil ? window : min(closes, window)
            return appointment.start.addingTimeInterval(-(last / .seconds(1)))
        }
    }

    /// What a change meets with.
    enum Verdict: Sendable, Equatable {
        case free
        case costs(Money)
        case refused(BookingError)
    }

    var move: Terms
    var cancel: Terms
    /// How often a customer may move one appointment; nil for any number.
    var maximumMoves: Int?
    /// How many appointments a customer may have ahead; nil for any number.
    var maximumOpen: Int?
    /// How soon an appointment may start, where a rule says so.
    var noticeMinutes: Int?
    /// How far ahead the calendar is open, where a rule says so.
    var horizonDays: Int?
    /// Minutes of opening hours in which a request outside policy is to be decided.
    var decisionMinutes = 240

    subscript(_ change: AppointmentChange) -> Terms {
        switch change {
        case .move: move
        case .cancel: cancel
        }
    }

    /// What the customer's wish to change an appointment meets with.
    func verdict(on change: AppointmentChange, of appointment: AppointmentState, at now: Date) -> Verdict {
        if change == .move, let maximumMoves, (appointment.moves ?? 0) >= maximumMoves {
            return .refused(.tooManyMoves(limit: maximumMoves))
        }
        let terms = self[change]
        let left = appointment.start.timeIntervalSince(now)
        if left >= terms.window / .seconds(1) { return .free }
        guard let fee = terms.fee(for: appointment) else { return .refused(.tooLate(change, terms.window)) }
        guard left > 0, left >= terms.closes / .seconds(1) else { return .refused(.tooLate(change, terms.closes)) }
        return fee.amount > 0 ? .costs(fee) : .free
    }

    /// - Throws: `ValidationError` for a reason that does not count, or where one is missing.
    func check(_ grounds: ChangeGrounds, for change: AppointmentChange) throws(ValidationError) {
        var validation = Validation()
        grounds.validate(&validation)
        let terms = self[change]
        if let reason = grounds.reason {
            let allowed = terms.reasons ?? ReasonCode.allCases
            validation.require(allowed.contains(reason), "reason", "must be one of \(allowed.map(\.rawValue).joined(separator: ", "))")
        } else {
            validation.require(!terms.reasonRequired, "reason", "must be given")
        }
        try validation.finish()
    }

    /// - Throws: `BookingError.startTooSoon` where a rule asks for more notice. Whoever fills in a form is given a while for it.
    func checkNotice(_ start: Date, at now: Date) throws(BookingError) {
        guard let noticeMinutes else { return }
        let least = max(noticeMinutes - Self.formMinutes, 0)
        guard start.timeIntervalSince(now) >= Double(least) * 60 else { throw .startTooSoon(minutes: noticeMinutes) }
    }

    /// - Throws: `BookingError.startTooFar` where a rule has the calendar open less far.
    func checkHorizon(_ start: Date, at now: Date) throws(BookingError) {
        guard let horizonDays else { return }
        guard start < now.addingTimeInterval(Double(horizonDays) * 86_400) else { throw .startTooFar }
    }

    /// What a slot that was shown may age before it is taken.
    static let formMinutes = 15
}
