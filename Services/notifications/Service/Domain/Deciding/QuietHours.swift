import Contracts
import Foundation

/// The hours of the day in which somebody wants quiet, by the clock on their wall.
struct QuietHours: Sendable, Hashable {
    /// Minutes since midnight, 0 to 1439: the first quiet one, and the first that is not. Over midnight where `until` is the earlier.
    let from: Int
    let until: Int

    /// - Returns: nil where both are the same, or not of a day.
    init?(from: Int, until: Int) {
        guard from != until, (0..<1440).contains(from), (0..<1440).contains(until) else { return nil }
        (self.from, self.until) = (from, until)
    }

    /// From the first instant on at which the clock shows no quiet hour; nil where it is not quiet at that time. What the clock shows counts,
    /// however it got there: an hour that summer time skips is not waited for, and one that comes twice is quiet twice.
    func end(from time: Date, in zone: String) -> Date? {
        let zone = TimeZone(identifier: zone) ?? .gmt
        var at = time
        // Between two changes of the clock it runs evenly, so each change is looked at once; no zone has more than a few in a day.
        for _ in 0..<8 {
            guard let rest = secondsLeft(at, zone) else { return at > time ? at : nil }
            let end = at + rest
            guard let change = zone.nextDaylightSavingTimeTransition(after: at), change < end else { return end }
            at = change
        }
        return at
    }

    /// How long it stays quiet as long as the clock runs evenly; nil where it is not quiet.
    private func secondsLeft(_ time: Date, _ zone: TimeZone) -> TimeInterval? {
        let local = time.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: time))
        let second = local - (local / 86_400).rounded(.down) * 86_400
        let (from, until) = (Double(from * 60), Double(until * 60))
        if from < until { return second >= from && second < until ? until - second : nil }
        if second >= from { return 86_400 - second + until }
        return second < until ? until - second : nil
    }
}

extension QuietHours {
    /// The minute of a time of day as 22:00; nil for anything else, the end of the day among it.
    static func minute(_ text: String) -> Int? { ClockTime.minutes(text).flatMap { $0 < 1_440 ? $0 : nil } }
}
