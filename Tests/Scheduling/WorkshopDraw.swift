import Contracts
import Foundation
import Scheduling

/// Draws the parts of a random case.
struct WorkshopDraw {
    let size: CaseSize
    let dates: [LocalDate]
    let minutes: Range<EpochMinute>
    var rng: SplitMix64

    mutating func workshop(in zone: TimeZone) -> Workshop {
        let night = size != .single && chance(3)
        let people = ids(number(size.people)).map { technician($0, night: night) }
        let bays = ids(number(size.people)).map { id in
            Bay(
                id: id, kinds: [["lift"], ["flat"], ["lift", "flat"]].randomElement(using: &rng) ?? [],
                closures: chance(4) ? [stretch(300)] : [], preparation: chance(3) ? number(0...10) : 0, cleanUp: chance(3) ? number(0...10) : 0
            )
        }
        let tools = ids(number(0...3)).map {
            ToolUnit(id: $0, kind: chance(3) ? "jig" : "scanner", closures: chance(6) ? [stretch(200)] : [])
        }
        var calendar = WorkshopCalendar(zone: zone, opening: hours(2, night: night))
        if chance(10) { calendar.exceptions[dates[0]] = [WallRange(0, 300)] }
        return Workshop(
            calendar: calendar, technicians: people, bays: bays, tools: tools,
            intake: chance(3) ? Intake(every: number(7...90), cars: number(1...2)) : nil
        )
    }

    mutating func reservations(of workshop: Workshop) -> [Reservation] {
        var taken: [Reservation] = []
        for id in workshop.technicians.map(\.id) + workshop.bays.map(\.id) + workshop.tools.map(\.id) {
            for _ in 0..<number(0...(2 + dates.count)) {
                let reservation = Reservation(resource: id, owner: UUID(high: 0, low: UInt64(number(1...4))), minutes: stretch(180))
                let overlaps = taken.contains { $0.resource == id && $0.minutes.overlaps(reservation.minutes) }
                if !overlaps { taken.append(reservation) }
            }
        }
        return taken
    }

    mutating func arrivals() -> [Arrival] {
        (0..<number(0...20)).map { Arrival(owner: UUID(high: 0, low: UInt64($0)), start: stretch(1).lowerBound) }
    }

    private mutating func technician(_ id: UUID, night: Bool) -> Technician {
        var breaks = WeeklyHours()
        if chance(2) { for date in dates { breaks.add(WallRange(720, 750), on: date.weekday) } }
        return Technician(
            id: id, skills: Dictionary(uniqueKeysWithValues: RandomCase.skills.map { ($0, number(0...3)) }),
            shifts: hours(number(1...2), night: night), breaks: breaks, absences: chance(2) ? [stretch(200)] : [],
            efficiencyPercent: [100, 100, 80, 125].randomElement(using: &rng) ?? 100,
            ceilingPercent: [100, 100, 60, 20].randomElement(using: &rng) ?? 100
        )
    }

    /// Some hours of each day, or with `night` mostly those around midnight.
    private mutating func hours(_ count: Int, night: Bool) -> WeeklyHours {
        var hours = WeeklyHours()
        for weekday in Set(dates.map(\.weekday)).sorted() {
            if night {
                hours.add(WallRange(0, number(60...600)), on: weekday)
                hours.add(WallRange(number(900...1_380), 1_440), on: weekday)
            }
            for _ in 0..<count {
                let from = number(0...1_200)
                hours.add(WallRange(from, min(from + number(60...1_000), 1_440)), on: weekday)
            }
        }
        return hours
    }

    private mutating func stretch(_ longest: Int) -> Range<EpochMinute> {
        let start = number((minutes.lowerBound - 120)...(minutes.upperBound + 60))
        return start..<(start + number(1...longest))
    }

    private mutating func ids(_ count: Int) -> [UUID] {
        (0..<count).map { _ in UUID(high: rng.next(), low: rng.next()) }
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &rng) }

    /// True once in so many times.
    private mutating func chance(_ times: Int) -> Bool { Int.random(in: 0..<times, using: &rng) == 0 }
}
