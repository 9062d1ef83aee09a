import Contracts
import Foundation
import Scheduling

/// What the clock on the wall reads at each minute, and until when each resource is free from there: counted minute by minute.
struct NaiveTimes {
    let minutes: Range<EpochMinute>
    private let dates: [Int: LocalDate]
    /// Days since 1970 and minutes after midnight, for each of `minutes`.
    private var walls: [(day: Int, minute: Int)] = []

    init(zone: TimeZone, dates: [LocalDate], around: Range<EpochMinute>) {
        self.dates = Dictionary(dates.map { ($0.daysSince1970, $0) }) { first, _ in first }
        minutes = (around.lowerBound - 1)..<(around.upperBound + 1)
        walls = minutes.map { minute in
            let local = minute + zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(minute) * 60)) / 60
            let day = Int((Double(local) / 1_440).rounded(.down))
            return (day, local - day * 1_440)
        }
    }

    /// Nil where the minute belongs to none of the dates.
    func wall(_ minute: EpochMinute) -> (day: Int, minute: Int)? {
        guard minutes.contains(minute) else { return nil }
        let wall = walls[minute - minutes.lowerBound]
        return dates[wall.day] == nil ? nil : wall
    }

    /// For each minute the first one from there on that does not qualify.
    func until(_ qualifies: (EpochMinute, LocalDate, Int) -> Bool) -> [EpochMinute] {
        var result = [EpochMinute](repeating: 0, count: minutes.count)
        var end = minutes.upperBound
        for minute in minutes.reversed() {
            let wall = walls[minute - minutes.lowerBound]
            if dates[wall.day].map({ qualifies(minute, $0, wall.minute) }) != true { end = minute }
            result[minute - minutes.lowerBound] = end
        }
        return result
    }

    /// The minutes of a date among those that a table of `until` says qualify.
    func count(_ until: [EpochMinute], on day: Int) -> Int {
        minutes.reduce(0) { walls[$1 - minutes.lowerBound].day == day && until[$1 - minutes.lowerBound] > $1 ? $0 + 1 : $0 }
    }
}
