import Contracts
import Foundation
import Scheduling

/// A workshop of 12 technicians, 8 bays and 4 tools, sold to about two thirds, with all its past. The same on every run.
struct SlotsBenchGarage {
    static let fields = ["brakes", "engine", "tyres", "electric"]

    let workshop: Workshop
    /// All days by date, as the service keeps them.
    private let kept: [LocalDate: DayGrid]
    private let today: LocalDate
    /// The 60 days that can be booked, looked up among all.
    var engine: SlotEngine { SlotEngine(workshop: workshop, days: (0..<60).compactMap { kept[today.adding(days: $0)] }) }
    let reservations: [Reservation]
    let now: EpochMinute
    private var random = SplitMix64(seed: 2_026)

    init(history: Int) {
        var random = SplitMix64(seed: 24)
        let today = LocalDate(daysSince1970: 20_514)
        let calendar = WorkshopCalendar(zone: TimeZone(identifier: "Europe/Berlin") ?? .gmt, opening: WeeklyHours(1...6, 420, 1_140))
        let workshop = Self.workshop(calendar)
        var (grids, past, booked): ([DayGrid], [DayGrid], [Reservation]) = ([], [], [])
        for offset in 0..<60 {
            let frame = calendar.frame(of: today.adding(days: offset))
            let taken = Self.sold(workshop, frame, &random)
            grids.append(DayGrid(workshop, frame: frame, reservations: taken))
            booked += taken
        }
        var (appointments, offset) = (0, -1)
        while appointments < history {
            let frame = calendar.frame(of: today.adding(days: offset))
            let taken = Self.sold(workshop, frame, &random)
            appointments += taken.count / 2
            past.append(DayGrid(workshop, frame: frame, reservations: taken))
            offset -= 1
        }
        self.today = today
        kept = Dictionary((grids + past).map { ($0.frame.date, $0) }) { first, _ in first }
        self.workshop = workshop
        reservations = booked
        now = (grids.first?.frame.start ?? 0) + 600
    }

    private static func workshop(_ calendar: WorkshopCalendar) -> Workshop {
        let people = (0..<12).map { index in
            Technician(
                id: UUID(high: 1, low: UInt64(index)),
                skills: Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1, (index + $0 * 5) % 4) }),
                shifts: index < 8 ? WeeklyHours(1...5, 420, 960) : WeeklyHours(2...6, 600, 1_140),
                breaks: WeeklyHours(1...6, 720 + index % 3 * 30, 750 + index % 3 * 30), efficiencyPercent: [80, 100, 100, 125][index % 4],
                ceilingPercent: 90
            )
        }
        let bays = (0..<8).map { Bay(id: UUID(high: 2, low: UInt64($0)), kinds: $0 < 5 ? ["lift"] : ["flat"]) }
        let tools = (0..<4).map { ToolUnit(id: UUID(high: 3, low: UInt64($0)), kind: $0 < 2 ? "scanner" : "aligner") }
        return Workshop(calendar: calendar, technicians: people, bays: bays, tools: tools)
    }

    /// One job after the other for each technician, with gaps, where a bay is free.
    private static func sold(_ workshop: Workshop, _ frame: DayFrame, _ random: inout SplitMix64) -> [Reservation] {
        let grid = DayGrid(workshop, frame: frame, reservations: [])
        var (taken, busy): ([Reservation], [UUID: EpochMinute]) = ([], [:])
        for stretch in workshop.technicians.flatMap({ one in grid.presence(of: one.id, in: workshop).map { (one.id, $0) } })
            .sorted(by: { ($0.1.lowerBound, $0.0.uuidString) < ($1.1.lowerBound, $1.0.uuidString) }) {
            var minute = stretch.1.lowerBound
            while true {
                minute += Int.random(in: 0...45, using: &random)
                let job = minute..<(minute + Int.random(in: 20...150, using: &random))
                guard job.upperBound <= stretch.1.upperBound else { break }
                minute = job.upperBound
                guard let bay = workshop.bays.first(where: { busy[$0.id, default: 0] <= job.lowerBound }) else { continue }
                busy[bay.id] = job.upperBound
                let owner = UUID(high: 4, low: random.next())
                taken += [stretch.0, bay.id].map { Reservation(resource: $0, owner: owner, minutes: job) }
            }
        }
        return taken
    }

    /// Three steps: to find out, to mend within the hour by the same or another, and a drive with the same technician.
    mutating func work(steps: Int) -> Work {
        let field = Self.fields.randomElement(using: &random) ?? ""
        let repair = WorkStep(
            minutes: Int.random(in: 20...120, using: &random), skills: [field: Int.random(in: 1...3, using: &random)],
            bayKinds: [["lift"], ["flat"]].randomElement(using: &random) ?? [],
            tools: Int.random(in: 0..<3, using: &random) == 0 ? ["scanner": 1] : [:], preparation: 5, cleanUp: 5, lag: 0...60
        )
        guard steps == 3 else { return Work([repair]) }
        return Work([
            WorkStep(minutes: 20, skills: [field: 1], bayKinds: repair.bayKinds), repair,
            WorkStep(minutes: 15, skills: [field: 1], needsBay: false, lag: 0...30, sameTechnicians: true),
        ])
    }
}
