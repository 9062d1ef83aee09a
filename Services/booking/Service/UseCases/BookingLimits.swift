import Contracts
import Foundation

/// When appointments may start.
struct BookingLimits: Sendable {
    /// How soon a slot that is shown may start.
    let notice: Duration
    let horizonDays: Int
    /// Slots are shown at multiples of this many minutes.
    let gridMinutes: Int
    /// How long a slot is kept for somebody who has not booked it yet.
    let hold: Duration
    /// How long a place is kept for somebody on the waiting list.
    let offer: Duration

    func check(_ start: Date, at now: Date) throws(BookingError) {
        guard start > now else { throw .startInPast }
        guard start < now.addingTimeInterval(Double(horizonDays) * 86_400) else { throw .startTooFar }
    }

    /// Whether anything could be sold on a day, in whatever zone; no other is planned, whoever asks for it.
    func isOpen(_ date: LocalDate, at now: Date) -> Bool {
        let today = Int((now.timeIntervalSince1970 / 86_400).rounded(.down))
        return (-1...horizonDays + 1).contains(date.daysSince1970 - today)
    }

    func earliest(at now: Date) -> Date { now.addingTimeInterval(notice / .seconds(1)) }

    /// The same with what a rule says over the settings.
    func following(_ policy: Policy) -> BookingLimits {
        BookingLimits(
            notice: policy.noticeMinutes.map { .seconds($0 * 60) } ?? notice,
            horizonDays: min(policy.horizonDays ?? horizonDays, horizonDays), gridMinutes: gridMinutes, hold: hold, offer: offer
        )
    }
}
