import Contracts
import Foundation

/// Hours on the wall clock, in minutes after midnight: 08:00 to 18:00 is 480..<1080. 24:00 is 1440.
public struct WallRange: Sendable, Hashable {
    public let from: Int
    public let to: Int

    public init(_ from: Int, _ to: Int) {
        self.from = from
        self.to = to
    }
}

/// Hours that repeat each week, by ISO weekday (1 is Monday).
public struct WeeklyHours: Sendable, Hashable {
    private var days: [Int: [WallRange]] = [:]

    public init(_ days: [Int: [WallRange]] = [:]) {
        self.days = days
    }

    /// The same hours on each of `weekdays`.
    public init(_ weekdays: ClosedRange<Int>, _ from: Int, _ to: Int) {
        for weekday in weekdays { days[weekday] = [WallRange(from, to)] }
    }

    public mutating func add(_ range: WallRange, on weekday: Int) {
        days[weekday, default: []].append(range)
    }

    public func ranges(on date: LocalDate) -> [WallRange] { days[date.weekday] ?? [] }

    public func mask(in frame: DayFrame) -> MinuteMask {
        var mask = MinuteMask()
        for range in ranges(on: frame.date) { mask.formUnion(frame.mask(of: range)) }
        return mask
    }
}

/// When a workshop takes cars: its zone, weekly hours, and days that differ (no hours at all on a holiday).
public struct WorkshopCalendar: Sendable {
    public var zone: TimeZone
    public var opening: WeeklyHours
    public var exceptions: [LocalDate: [WallRange]]

    public init(zone: TimeZone, opening: WeeklyHours, exceptions: [LocalDate: [WallRange]] = [:]) {
        self.zone = zone
        self.opening = opening
        self.exceptions = exceptions
    }

    public func openMask(in frame: DayFrame) -> MinuteMask {
        guard let exception = exceptions[frame.date] else { return opening.mask(in: frame) }
        return exception.reduce(into: MinuteMask()) { $0.formUnion(frame.mask(of: $1)) }
    }

    /// The local day `minute` lies in.
    public func date(of minute: EpochMinute) -> LocalDate {
        let local = minute + zone.secondsFromGMT(for: Date(epochMinute: minute)) / 60
        return LocalDate(daysSince1970: local >= 0 ? local / 1_440 : (local - 1_439) / 1_440)
    }

    public func frame(of date: LocalDate) -> DayFrame { DayFrame(date, in: zone) }
}
