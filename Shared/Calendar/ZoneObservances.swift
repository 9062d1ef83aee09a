import Contracts
import Foundation

/// What a zone's clocks do around some instants, as the explicit observances of a VTIMEZONE (RFC 5545, section 3.6.5).
///
/// They are taken from Foundation's transitions, the same that the schedule is computed with, and not from recurrence rules: a rule says what
/// a zone does for ever, and is wrong where a government has changed its mind. Only what is needed is written: the observance in force at the
/// first instant, the one before it and each that follows until the last. Outlook takes the latest STANDARD and DAYLIGHT for those in force
/// ([MS-OXCICAL], section 2.1.3.1.1.19), so none may lie after what it is for.
struct ZoneObservances: Sendable, Hashable {
    struct Observance: Sendable, Hashable {
        var isDaylight: Bool
        let onset: Date
        /// Seconds east of Greenwich before it and in it.
        let from: Int
        let to: Int
    }

    let zone: TimeZone
    let all: [Observance]

    /// - Parameters:
    ///   - first: the first instant that is to be written in the zone's time.
    ///   - last: the last one.
    init(_ zone: TimeZone, first: Date, last: Date) {
        self.zone = zone
        let horizon = Self.newYear(twoYearsBefore: first)
        let changes = Self.changes(of: zone, after: horizon, through: max(first, last))
        let known = changes.prefix { $0.onset <= first }.count
        var all = Array(changes.dropFirst(max(0, known - 2)))
        if known < 2 {
            let offset = zone.secondsFromGMT(for: horizon)
            all.insert(Observance(isDaylight: zone.isDaylightSavingTime(for: horizon), onset: horizon, from: offset, to: offset), at: 0)
        }
        // Outlook wants a STANDARD in every zone.
        if all.allSatisfy(\.isDaylight) { all[0].isDaylight = false }
        self.all = all
    }

    /// Whether an instant is the second of two with the same local time, after clocks were put back: a local time always means the first
    /// (section 3.3.5), so this one can only be written in UTC.
    func isRepeated(_ instant: Date) -> Bool {
        guard let last = all.last(where: { $0.onset <= instant }) else { return false }
        return instant.timeIntervalSince(last.onset) < Double(last.from - last.to)
    }

    private static func changes(of zone: TimeZone, after begin: Date, through end: Date) -> [Observance] {
        var (changes, at): ([Observance], Date) = ([], begin)
        while let next = zone.nextDaylightSavingTimeTransition(after: at), next > at, next <= end {
            // Whole seconds: what is given has the noise of a conversion.
            let onset = Date(timeIntervalSince1970: next.timeIntervalSince1970.rounded())
            let (from, to) = (zone.secondsFromGMT(for: onset - 1), zone.secondsFromGMT(for: onset))
            // A zone may take another name without touching its clocks.
            if from != to {
                changes.append(Observance(isDaylight: zone.isDaylightSavingTime(for: onset), onset: onset, from: from, to: to))
            }
            at = max(next, onset)
        }
        return changes
    }

    private static func newYear(twoYearsBefore instant: Date) -> Date {
        let day = LocalDate(daysSince1970: Int((instant.timeIntervalSince1970 / 86_400).rounded(.down)))
        return Date(timeIntervalSince1970: Double(CivilDate.count(year: day.year - 2, month: 1, day: 1)) * 86_400)
    }
}
