import Contracts
import Foundation
import Scheduling
import Testing

/// Every change of the clock from 1970 to 2037, by the system's time zone database.
@Suite struct ClockChangeTests {
    static let zones = ["Europe/Berlin", "Asia/Dubai", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"]

    static func changes(of zone: TimeZone) -> [Date] {
        let end = Date(timeIntervalSince1970: 2_145_916_800)
        var (changes, last) = ([Date](), Date(timeIntervalSince1970: 0))
        while let next = zone.nextDaylightSavingTimeTransition(after: last), next < end {
            changes.append(next)
            last = next
        }
        return changes
    }

    /// How many there are is known, so that a zone database which lost them is seen.
    @Test(arguments: zip(zones, [116, 0, 136, 110, 18]))
    func theDaysAroundAddUpAndSlotsAreWhatTheNaiveCheckerAllows(name: String, atLeast: Int) throws {
        let zone = try #require(TimeZone(identifier: name))
        let changes = Self.changes(of: zone)
        #expect(changes.count >= atLeast)
        for change in changes + [Date(epochMinute: 21_900_000)] {
            let before = Date(timeIntervalSince1970: change.timeIntervalSince1970 - 60).epochMinute
            let calendar = WorkshopCalendar(zone: zone, opening: WeeklyHours(1...7, 0, 1_440))
            let first = calendar.date(of: before).adding(days: -1)
            let dates = (0..<4).map { first.adding(days: $0) }
            let frames = dates.map { DayFrame($0, in: zone) }
            let real = frames.filter { $0.length > 0 }
            for (one, next) in zip(real, real.dropFirst()) { #expect(one.minutes.upperBound == next.start, "\(name) \(one.date)") }
            guard let begin = real.first, let end = real.last else { continue }
            try compare(calendar, dates, begin.start..<end.minutes.upperBound, change)
        }
    }

    /// A night shift, an early break that the change may skip or double, and a second step a while later.
    private func compare(_ calendar: WorkshopCalendar, _ dates: [LocalDate], _ minutes: Range<EpochMinute>, _ change: Date) throws {
        let ann = Technician(
            id: SlotEngineTests.ann, skills: [:], shifts: WeeklyHours(1...7, 60, 1_380), breaks: WeeklyHours(1...7, 150, 170), ceilingPercent: 10
        )
        let workshop = Workshop(
            calendar: calendar, technicians: [ann], bays: [Bay(id: SlotEngineTests.lift, kinds: [])], intake: Intake(every: 30, cars: 1)
        )
        let arrivals = [Arrival(owner: SlotEngineTests.other, start: change.epochMinute + 5)]
        let engine = SlotEngine(workshop: workshop, from: dates[0], days: dates.count, reservations: [], arrivals: arrivals)
        let naive = NaiveChecker(workshop: workshop, reservations: [], arrivals: arrivals, dates: dates, around: minutes)
        let work = Work([WorkStep(minutes: 45), WorkStep(minutes: 50, lag: 30...40)])
        let query = SlotQuery(work: work, earliest: change.epochMinute - 300, latest: change.epochMinute + 300, grid: 1)
        let starts = Set(engine.slots(query).flatMap(\.starts))
        for start in stride(from: max(query.earliest, minutes.lowerBound), to: min(query.latest, minutes.upperBound), by: 7) {
            #expect(starts.contains(start) == naive.canStart(work, at: start), "\(calendar.zone.identifier) \(change) \(start)")
        }
    }
}
