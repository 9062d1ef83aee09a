import Contracts
import Foundation

/// What a customer or advisor may choose from.
public struct SlotQuery: Sendable {
    public var work: Work
    /// No start before this minute.
    public var earliest: EpochMinute
    /// No start at or after this minute.
    public var latest: EpochMinute
    /// Starts are shown where the wall clock reads a multiple of this many minutes.
    public var grid: Int
    /// When parts and approval are there: no start before. Nil: they are.
    public var release: EpochMinute?
    /// The last step ends by then. Nil: whenever.
    public var latestEnd: EpochMinute?

    public init(
        work: Work, earliest: EpochMinute, latest: EpochMinute = .max, grid: Int = 15, release: EpochMinute? = nil,
        latestEnd: EpochMinute? = nil
    ) {
        self.work = work
        self.earliest = earliest
        self.latest = latest
        self.grid = max(grid, 1)
        self.release = release
        self.latestEnd = latestEnd
    }
}

/// The starts one local day still offers, ascending. Kept as a set of minutes; a list is made only when asked for.
public struct DaySlots: Sendable, Equatable, Sequence {
    public let date: LocalDate
    /// In minutes of the day, which begins at `dayStart`.
    public let minutes: MinuteMask
    public let dayStart: EpochMinute

    public var starts: [EpochMinute] { minutes.minutes.map { $0 + dayStart } }
    public var count: Int { minutes.count }
    public var isEmpty: Bool { minutes.isEmpty }
    public var first: EpochMinute? { minutes.first.map { $0 + dayStart } }
    public var last: EpochMinute? { minutes.last.map { $0 + dayStart } }

    public func makeIterator() -> AnyIterator<EpochMinute> {
        var position = minutes.first
        return AnyIterator {
            guard let minute = position else { return nil }
            position = minutes.next(from: minute + 1)
            return minute + dayStart
        }
    }
}

/// How much one local day offers.
public struct DaySummary: Sendable, Equatable {
    public let date: LocalDate
    public let count: Int
    public let first: EpochMinute?
    public let last: EpochMinute?
}

extension SlotEngine {
    /// The feasible starts of every day, days without any included.
    public func slots(_ query: SlotQuery) -> [DaySlots] {
        let horizon = SlotHorizon(workshop, days)
        let work = PreparedWork(query.work, in: workshop)
        let mask = starts(of: work, on: horizon, among: horizon.wanted(query), endingBy: query.latestEnd ?? .max)
        return days.map { DaySlots(date: $0.frame.date, minutes: owned(mask, $0, horizon), dayStart: $0.frame.start) }
    }

    /// The same as a number, the first and the last of each day: what a month's calendar shows.
    public func summary(_ query: SlotQuery) -> [DaySummary] {
        slots(query).map { DaySummary(date: $0.date, count: $0.count, first: $0.first, last: $0.last) }
    }
}

extension SlotHorizon {
    /// The minutes a query asks about.
    func wanted(_ query: SlotQuery) -> HorizonMask {
        var mask = empty()
        let earliest = max(query.earliest, query.release ?? .min)
        let window = (max(earliest, base) - base)..<max(min(query.latest, base + length) - base, max(earliest, base) - base)
        guard query.grid > 1 else {
            mask.insert(window)
            return mask
        }
        for day in days {
            let offset = offset(of: day)
            day.frame.forEachMinute(every: query.grid) { minute in
                if window.contains(minute + offset) { mask.insert((minute + offset)..<(minute + offset + 1)) }
            }
        }
        return mask
    }
}
