import Foundation

/// Consecutive days of a workshop as one stretch of minutes, so that work may cross midnight and steps may lie on different days.
/// Minutes of days that are not there are nobody's.
struct SlotHorizon: Sendable {
    let workshop: Workshop
    /// Ascending.
    let days: [DayGrid]
    let base: EpochMinute
    let length: Int
    /// The minutes of each day's date; two stretches where the clock left it and came back.
    let dates: [[Range<Int>]]
    private let reaching: [Reservation]

    init(_ workshop: Workshop, _ days: [DayGrid]) {
        self.workshop = workshop
        self.days = days
        let first = days.map(\.frame.start).min() ?? 0
        base = first
        length = (days.map(\.frame.minutes.upperBound).max() ?? first) - first
        dates = days.map { day in
            day.frame.segments.map { ($0.minutes.lowerBound + day.frame.start - first)..<($0.minutes.upperBound + day.frame.start - first) }
        }
        reaching = days.flatMap(\.reaching)
    }

    /// Where a day begins.
    func offset(of day: DayGrid) -> Int { day.frame.start - base }

    func empty() -> HorizonMask { HorizonMask(length: length) }

    var open: [Range<Int>] { runs(of: nil) { days[$0].open.runs } }

    func presence(_ technician: Int) -> [Range<Int>] { runs(of: nil) { days[$0].technicians[technician].presentRuns } }

    func free(technician: Int) -> [Range<Int>] {
        runs(of: workshop.technicians[technician].id) { days[$0].technicians[technician].freeRuns }
    }

    func free(bay: Int) -> [Range<Int>] { runs(of: workshop.bays[bay].id) { days[$0].bays[bay].runs } }

    func free(tool: Int) -> [Range<Int>] { runs(of: workshop.tools[tool].id) { days[$0].tools[tool].runs } }

    /// The minutes at which nobody has the bay, whether or not it can be used.
    func unreserved(bay: Int) -> HorizonMask {
        var mask = empty()
        for range in dates.joined() { mask.insert(range) }
        for day in days {
            for range in day.bays[bay].taken { mask.remove(moved(range, by: offset(of: day))) }
        }
        for range in reaching(workshop.bays[bay].id) { mask.remove(range) }
        return mask
    }

    /// A resource's stretches of all days, joined over midnight.
    private func runs(of resource: UUID?, _ stretches: (Int) -> [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        result.reserveCapacity(days.count * 4)
        var isSorted = true
        for day in days.indices {
            let offset = days[day].frame.start - base
            for run in stretches(day) {
                let range = moved(run, by: offset)
                if let last = result.last, last.upperBound >= range.lowerBound {
                    isSorted = isSorted && last.upperBound == range.lowerBound
                    if isSorted {
                        result[result.count - 1] = last.lowerBound..<range.upperBound
                        continue
                    }
                }
                result.append(range)
            }
        }
        let lost = resource.map(reaching) ?? []
        return isSorted && lost.isEmpty ? result : rejoined(result, without: lost)
    }

    /// What other days know of a resource.
    private func reaching(_ resource: UUID) -> [Range<Int>] {
        reaching.isEmpty ? [] : reaching.filter { $0.resource == resource }.map { moved($0.minutes, by: -base) }
    }

    /// The seldom case: a date that the clock left and entered again lies among the minutes of another.
    private func rejoined(_ runs: [Range<Int>], without lost: [Range<Int>]) -> [Range<Int>] {
        var mask = empty()
        for run in runs { mask.insert(run) }
        for range in lost { mask.remove(range) }
        var result: [Range<Int>] = []
        mask.forEachRun { result.append($0) }
        return result
    }

    private func moved(_ range: Range<Int>, by distance: Int) -> Range<Int> {
        (range.lowerBound + distance)..<(range.upperBound + distance)
    }
}
