import Contracts
import Foundation

/// One local day as it really elapsed in its zone: where it starts, how many minutes it has (1,380, 1,440, 1,500; 30 more or
/// fewer on Lord Howe), and what the clock on the wall reads at each of them.
public struct DayFrame: Sendable, Equatable {
    /// Throughout `minutes` the wall reads `wall` plus the minutes since their first. Minutes in no segment belong to another
    /// date: at St. John's the clock once went from 00:01 back to 23:01 of the day before.
    struct Segment: Sendable, Equatable {
        let minutes: Range<Int>
        let wall: Int
    }

    public let date: LocalDate
    public let start: EpochMinute
    public let length: Int
    let segments: [Segment]

    public var minutes: Range<EpochMinute> { start..<(start + length) }

    /// The minutes at which the wall reads this date.
    var own: MinuteMask {
        segments.count == 1 ? MinuteMask(0..<length) : segments.reduce(into: MinuteMask()) { $0.insert($1.minutes) }
    }

    func contains(_ minute: EpochMinute) -> Bool { segments.contains { $0.minutes.contains(minute - start) } }

    /// A day that its zone skipped (Samoa, 30 December 2011) has no minutes.
    public init(_ date: LocalDate, in zone: TimeZone) {
        let midnight = date.daysSince1970 * 1_440
        let (earliest, latest) = (midnight - 1_440, midnight + 2 * 1_440)
        var pieces = [earliest: Self.offset(of: zone, at: earliest)]
        for change in Self.changes(of: zone, between: earliest, and: latest) {
            pieces[change] = Self.offset(of: zone, at: change)
        }
        let begins = pieces.keys.sorted()
        var parts: [(range: Range<EpochMinute>, wall: Int)] = []
        for (position, begin) in begins.enumerated() {
            let end = position + 1 < begins.count ? begins[position + 1] : latest
            let shift = pieces[begin, default: 0] - midnight
            let (lower, upper) = (max(begin, -shift), min(end, 1_440 - shift))
            if lower < upper { parts.append((lower..<upper, lower + shift)) }
        }
        let first = parts.first?.range.lowerBound ?? midnight
        self.date = date
        self.start = first
        self.length = min(parts.last.map { $0.range.upperBound - first } ?? 0, MinuteMask.capacity)
        self.segments = parts.map {
            Segment(minutes: ($0.range.lowerBound - first)..<($0.range.upperBound - first), wall: $0.wall)
        }
    }

    /// The minutes of this day at which the wall clock reads a time within `hours`. An hour that comes twice counts twice; one
    /// that is skipped is not there.
    public func mask(of hours: WallRange) -> MinuteMask {
        var mask = MinuteMask()
        for segment in segments {
            let first = segment.minutes.lowerBound - segment.wall
            let lower = max(segment.minutes.lowerBound, first + hours.from)
            let upper = min(segment.minutes.upperBound, first + hours.to)
            if lower < upper { mask.insert(lower..<upper) }
        }
        return mask
    }

    /// The minutes at which the wall clock reads a multiple of `step`.
    public func grid(every step: Int) -> MinuteMask {
        var mask = MinuteMask()
        forEachMinute(every: step) { mask.insert($0..<($0 + 1)) }
        return mask
    }

    /// The same one after the other.
    func forEachMinute(every step: Int, _ body: (Int) -> Void) {
        for segment in segments {
            let first = segment.minutes.lowerBound + (step - segment.wall % step) % step
            for minute in stride(from: first, to: segment.minutes.upperBound, by: step) { body(minute) }
        }
    }

    /// The part of `range` within this day, counted from its start.
    public func local(_ range: Range<EpochMinute>) -> Range<Int> {
        let within = range.clamped(to: minutes)
        return (within.lowerBound - start)..<(within.upperBound - start)
    }

    private static func offset(of zone: TimeZone, at minute: EpochMinute) -> Int {
        zone.secondsFromGMT(for: Date(epochMinute: minute)) / 60
    }

    /// The minutes at which the offset changes. Looked for in half days: no zone has changed twice within one.
    private static func changes(of zone: TimeZone, between lower: EpochMinute, and upper: EpochMinute) -> [EpochMinute] {
        stride(from: lower, to: upper, by: 720).compactMap { begin in
            var (before, after) = (begin, min(begin + 720, upper))
            let old = offset(of: zone, at: before)
            guard offset(of: zone, at: after) != old else { return nil }
            while after - before > 1 {
                let middle = (before + after) / 2
                if offset(of: zone, at: middle) == old { before = middle } else { after = middle }
            }
            return after
        }
    }
}
