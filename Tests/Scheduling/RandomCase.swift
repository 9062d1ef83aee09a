import Contracts
import Foundation
import Scheduling

/// A small workshop on a random day, often one on which the clock changes, with random reservations and work.
struct RandomCase {
    static let zones = ["Europe/Berlin", "Australia/Lord_Howe", "Asia/Dubai", "America/New_York", "America/St_Johns"]
    /// Days on which one of the zones changes its clock, and their neighbours.
    static let oddDays = [
        "2026-03-29", "2026-10-25", "2026-04-05", "2026-10-04", "2026-03-08", "2026-11-01", "2010-11-07", "2010-03-14",
    ]

    let workshop: Workshop
    let date: LocalDate
    let reservations: [Reservation]
    let work: Work
    let frame: DayFrame

    init(seed: UInt64) {
        var rng = SeededGenerator(seed: seed)
        let zone = TimeZone(identifier: Self.zones.randomElement(using: &rng) ?? "UTC") ?? .gmt
        let odd = LocalDate(Self.oddDays.randomElement(using: &rng) ?? "") ?? LocalDate(daysSince1970: 0)
        date = Bool.random(using: &rng) ? odd : LocalDate(daysSince1970: Int.random(in: 14_000...24_000, using: &rng))
        let day = DayFrame(date, in: zone)
        frame = day

        func stretch(_ longest: Int, using rng: inout SeededGenerator) -> Range<EpochMinute> {
            let start = day.start + Int.random(in: -120...(day.length + 60), using: &rng)
            return start..<(start + Int.random(in: 1...longest, using: &rng))
        }
        func hours(_ count: Int, using rng: inout SeededGenerator) -> WeeklyHours {
            var hours = WeeklyHours()
            for _ in 0..<count {
                let from = Int.random(in: 0...1_200, using: &rng)
                hours.add(WallRange(from, min(from + Int.random(in: 60...1_000, using: &rng), 1_440)), on: day.date.weekday)
            }
            return hours
        }
        func ids(_ count: Int, using rng: inout SeededGenerator) -> [UUID] {
            (0..<count).map { _ in UUID(high: rng.next(), low: rng.next()) }
        }

        let skills = ["brakes", "engine"]
        let technicians = ids(Int.random(in: 1...4, using: &rng), using: &rng).map { id in
            var breaks = WeeklyHours()
            if Bool.random(using: &rng) { breaks.add(WallRange(720, 750), on: day.date.weekday) }
            return Technician(
                id: id, skills: Dictionary(uniqueKeysWithValues: skills.map { ($0, Int.random(in: 0...3, using: &rng)) }),
                shifts: hours(Int.random(in: 1...2, using: &rng), using: &rng), breaks: breaks,
                absences: Bool.random(using: &rng) ? [stretch(200, using: &rng)] : [],
                efficiencyPercent: [100, 100, 80, 125].randomElement(using: &rng) ?? 100,
                ceilingPercent: [100, 100, 60].randomElement(using: &rng) ?? 100
            )
        }
        let bays = ids(Int.random(in: 1...3, using: &rng), using: &rng).map { id in
            Bay(
                id: id, kinds: [["lift"], ["flat"], ["lift", "flat"]].randomElement(using: &rng) ?? [],
                closures: Int.random(in: 0..<4, using: &rng) == 0 ? [stretch(300, using: &rng)] : []
            )
        }
        let tools = ids(Int.random(in: 0...3, using: &rng), using: &rng).map {
            ToolUnit(id: $0, kind: ["scanner", "jig"].randomElement(using: &rng) ?? "")
        }
        var calendar = WorkshopCalendar(zone: zone, opening: hours(2, using: &rng))
        if Int.random(in: 0..<10, using: &rng) == 0 { calendar.exceptions[date] = [WallRange(0, 300)] }
        workshop = Workshop(calendar: calendar, technicians: technicians, bays: bays, tools: tools)

        var taken: [Reservation] = []
        for id in technicians.map(\.id) + bays.map(\.id) + tools.map(\.id) {
            for _ in 0..<Int.random(in: 0...3, using: &rng) {
                let reservation = Reservation(resource: id, owner: UUID(high: 0, low: 1), minutes: stretch(180, using: &rng))
                let overlaps = taken.contains { $0.resource == id && $0.minutes.overlaps(reservation.minutes) }
                if !overlaps { taken.append(reservation) }
            }
        }
        reservations = taken
        work = Work(
            [ServiceDemand(
                labourTenths: Int.random(in: 1...30, using: &rng),
                skills: [skills.randomElement(using: &rng) ?? "": Int.random(in: 0...2, using: &rng)],
                bayKind: [nil, "lift", "flat"].randomElement(using: &rng) ?? nil,
                tools: Bool.random(using: &rng) ? [:] : ["scanner": Int.random(in: 1...2, using: &rng)],
                preparation: Int.random(in: 0...15, using: &rng), cleanUp: Int.random(in: 0...15, using: &rng)
            )], classPercent: [90, 100, 130].randomElement(using: &rng) ?? 100
        )
    }
}
