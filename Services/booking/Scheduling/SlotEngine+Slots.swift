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

    public init(work: Work, earliest: EpochMinute, latest: EpochMinute = .max, grid: Int = 15) {
        self.work = work
        self.earliest = earliest
        self.latest = latest
        self.grid = max(grid, 1)
    }
}

/// The starts one local day still offers, ascending.
public struct DaySlots: Sendable, Equatable {
    public let date: LocalDate
    public let starts: [EpochMinute]
}

extension SlotEngine {
    /// The feasible starts of every day, days without any included.
    public func slots(_ query: SlotQuery) -> [DaySlots] {
        let prepared = PreparedWork(query.work, in: workshop)
        return days.map { day in
            var mask = starts(of: prepared, on: day)
            mask.formIntersection(day.frame.grid(every: query.grid))
            mask.formIntersection(MinuteMask(day.frame.local(query.earliest..<max(query.earliest, query.latest))))
            return DaySlots(date: day.frame.date, starts: mask.minutes.map { $0 + day.frame.start })
        }
    }
}
