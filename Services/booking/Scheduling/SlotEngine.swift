import Contracts
import Foundation

/// Decides where work fits. The same rules tell what is shown and what is committed: `candidates` is non-empty exactly at the
/// minutes `starts` contains.
///
/// Hard rules: for each step the wanted number of technicians with every skill at its level, on shift, not on a break, absent or taken,
/// and under the ceiling of the day it starts on; one bay that serves every kind asked for, free for the work and its buffers; the
/// wanted number of tool units of each kind; the workshop open throughout; steps in order, within their lags; a loaner from the first
/// start to the last end; the counter's intake at the first start.
public struct SlotEngine: Sendable {
    public let workshop: Workshop
    public let days: [DayGrid]

    /// - Parameter days: ascending by date.
    public init(workshop: Workshop, days: [DayGrid]) {
        self.workshop = workshop
        self.days = days
    }

    /// Compiles `count` days from `first` on. Convenient where nothing is cached.
    public init(
        workshop: Workshop, from first: LocalDate, days count: Int, reservations: [Reservation], arrivals: [Arrival] = [],
        without owner: UUID? = nil
    ) {
        let frames = (0..<count).map { workshop.calendar.frame(of: first.adding(days: $0)) }
        var byDay: [Int: [Reservation]] = [:]
        for reservation in reservations {
            for (index, frame) in frames.enumerated() where frame.minutes.overlaps(reservation.minutes) {
                byDay[index, default: []].append(reservation)
            }
        }
        self.init(
            workshop: workshop,
            days: frames.enumerated().map { DayGrid(workshop, frame: $1, reservations: byDay[$0] ?? [], arrivals: arrivals, without: owner) }
        )
    }

    /// Every minute of `day` at which `work` can start.
    public func starts(of work: Work, on day: DayGrid) -> MinuteMask {
        let days = days(around: day.frame.minutes, for: PreparedWork(work, in: workshop))
        let horizon = SlotHorizon(workshop, days)
        var wanted = horizon.empty()
        wanted.insert(horizon.offset(of: day)..<(horizon.offset(of: day) + day.frame.length))
        let mask = starts(of: PreparedWork(work, in: workshop), on: horizon, among: wanted, endingBy: .max)
        return owned(mask, day, horizon)
    }

    /// Every minute among those wanted at which a visit can start.
    func starts(of work: PreparedWork, on horizon: SlotHorizon, among wanted: HorizonMask, endingBy latest: EpochMinute) -> HorizonMask {
        var (able, sure) = (horizon.empty(), horizon.empty())
        let end = latest == .max ? Int.max : latest - horizon.base
        for loaner in distinctLoaners(work, horizon) {
            let supply = StepSupply(work, on: horizon, loaner: loaner)
            let tables = VisitTables(work, supply, endingBy: end)
            able.formUnion(tables.first)
            if work.hasDistantBuffers { continue }
            if !supply.mattersWhoDoesMore {
                sure.formUnion(tables.first)
            } else {
                let strict = StepSupply(work, on: horizon, loaner: loaner, isStrict: true)
                sure.formUnion(VisitTables(work, strict, endingBy: end).first)
            }
        }
        for day in horizon.days { able.remove(day.intakeFull, at: horizon.offset(of: day)) }
        able.formIntersection(wanted)
        sure.formIntersection(able)
        able.subtract(sure)
        settle(able, into: &sure, work, horizon, endingBy: latest)
        return sure
    }

    /// Adds those of the doubtful minutes at which a visit is found.
    private func settle(
        _ doubtful: HorizonMask, into sure: inout HorizonMask, _ work: PreparedWork, _ horizon: SlotHorizon, endingBy latest: EpochMinute
    ) {
        for day in horizon.days {
            let offset = horizon.offset(of: day)
            let starts = owned(doubtful, day, horizon).minutes.map { $0 + day.frame.start }
            guard !starts.isEmpty else { continue }
            var search = DaySearch(work, in: self, around: day.frame.minutes, endingBy: latest)
            for run in search.able(among: starts) {
                sure.insert((run.lowerBound - day.frame.start + offset)..<(run.upperBound - day.frame.start + offset))
            }
        }
    }

    /// The loaner units that differ in when they are free; `nil` alone where none is wanted.
    func distinctLoaners(_ work: PreparedWork, _ horizon: SlotHorizon) -> [Int?] {
        guard let units = work.loaners else { return [nil] }
        var seen: Set<[Range<Int>]> = []
        return units.filter { seen.insert(horizon.free(tool: $0)).inserted }
    }

    /// The part of a horizon's mask that is of one day's date.
    func owned(_ mask: HorizonMask, _ day: DayGrid, _ horizon: SlotHorizon) -> MinuteMask {
        var result = mask.day(at: horizon.offset(of: day))
        result.formIntersection(day.frame.own)
        return result
    }

    /// The days that work which starts within `minutes` can touch.
    func days(around minutes: Range<EpochMinute>, for work: PreparedWork) -> [DayGrid] {
        let reach = work.reach
        let touched = (minutes.lowerBound - reach.before)..<(minutes.upperBound + reach.after)
        return days.filter { $0.frame.minutes.overlaps(touched) }
    }

    func day(containing start: EpochMinute) -> DayGrid? {
        days.first { $0.frame.minutes.contains(start) && $0.frame.contains(start) }
    }

    /// Days are consecutive, so the position tells the day; the search is for callers who left some out.
    func day(on date: LocalDate) -> DayGrid? {
        guard let first = days.first else { return nil }
        let position = date.daysSince1970 - first.frame.date.daysSince1970
        if days.indices.contains(position), days[position].frame.date == date { return days[position] }
        return days.first { $0.frame.date == date }
    }
}
