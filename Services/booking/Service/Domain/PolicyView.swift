import Contracts
import Foundation

/// What the customer may still do, and until when both changes are free.
struct PolicyView: Codable, Sendable, Hashable {
    /// Whether a move is possible without asking, be it for a fee.
    let canChange: Bool
    let canCancel: Bool
    /// Until when both are free.
    let until: Date
    let move: ChangeView?
    let cancel: ChangeView?
    /// How often the appointment may still be moved; absent where it does not matter.
    let movesLeft: Int?
}

/// One kind of change as its customer sees it.
struct ChangeView: Codable, Sendable, Hashable {
    /// Until when it costs nothing.
    let freeUntil: Date
    /// What it costs after that; absent where it is not possible then.
    let fee: Money?
    /// Until when it is possible at all without asking.
    let possibleUntil: Date
    /// What it would cost now; absent where nothing.
    let costsNow: Money?
    /// Why it is not possible now, as the slug of the refusal; absent where it is.
    let refusal: String?
    /// The reasons that count; absent for all.
    let reasons: [ReasonCode]?
    let reasonRequired: Bool
    /// Whether an advisor may be asked for what the policy refuses or takes a fee for.
    let mayAsk: Bool
}

extension Policy {
    /// What the customer's page shows.
    func view(of appointment: AppointmentState, at now: Date) -> PolicyView {
        let isOpen = appointment.status == .booked
        let (move, cancel) = (view(of: .move, appointment, at: now), view(of: .cancel, appointment, at: now))
        return PolicyView(
            canChange: isOpen && move.refusal == nil, canCancel: isOpen && cancel.refusal == nil,
            until: min(move.freeUntil, cancel.freeUntil), move: isOpen ? move : nil, cancel: isOpen ? cancel : nil,
            movesLeft: isOpen ? maximumMoves.map { max($0 - (appointment.moves ?? 0), 0) } : nil
        )
    }

    private func view(of change: AppointmentChange, _ appointment: AppointmentState, at now: Date) -> ChangeView {
        let terms = self[change]
        let verdict = verdict(on: change, of: appointment, at: now)
        let fee = terms.fee(for: appointment).flatMap { $0.amount > 0 ? $0 : nil }
        return ChangeView(
            freeUntil: appointment.start.addingTimeInterval(-(terms.window / .seconds(1))), fee: fee,
            possibleUntil: terms.end(for: appointment), costsNow: verdict.cost, refusal: verdict.refusal?.slug, reasons: terms.reasons,
            reasonRequired: terms.reasonRequired, mayAsk: verdict != .free && now < appointment.start
        )
    }
}

extension Policy.Verdict {
    var cost: Money? {
        guard case .costs(let fee) = self else { return nil }
        return fee
    }

    var refusal: BookingError? {
        guard case .refused(let error) = self else { return nil }
        return error
    }
}
