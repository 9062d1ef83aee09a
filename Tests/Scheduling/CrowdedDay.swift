import Contracts
import Foundation
import Scheduling

/// A full day of a small garage: a dozen appointments, each with somebody, mostly in a bay, some with a scanner.
struct CrowdedDay {
    static let date = LocalDate(daysSince1970: 20_514)
    static let owners = (1...12).map { UUID(high: 6, low: UInt64($0)) }
    let workshop: Workshop
    private(set) var reservations: [Reservation] = []
    private(set) var arrivals: [Arrival] = []
    private(set) var rng: SplitMix64

    init(seed: UInt64) {
        var rng = SplitMix64(seed: seed)
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &rng) }
        let people = (0..<number(2...4)).map { index in
            Technician(
                id: UUID(high: 1, low: UInt64(index)), skills: ["brakes": number(1...3)], shifts: WeeklyHours(1...7, 480, 1_080),
                ceilingPercent: number(0...3) == 0 ? 60 : 100)
        }
        workshop = Workshop(
            calendar: WorkshopCalendar(zone: .gmt, opening: WeeklyHours(1...7, 480, 1_080)), technicians: people,
            bays: (0..<number(2...3)).map { Bay(id: UUID(high: 2, low: UInt64($0)), kinds: ["lift"]) },
            tools: (0..<number(1...2)).map { ToolUnit(id: UUID(high: 3, low: UInt64($0)), kind: "scanner") },
            intake: number(0...2) == 0 ? Intake(every: 60, cars: 2) : nil)
        self.rng = rng
        for (index, owner) in Self.owners.enumerated() { add(owner, isPinned: index == 0 && seed % 3 == 0) }
    }

    var minutes: Range<EpochMinute> { workshop.calendar.frame(of: Self.date).minutes }

    /// Takes what is free, if anything is: nothing is taken twice.
    private mutating func add(_ owner: UUID, isPinned: Bool) {
        let start = minutes.lowerBound + 480 + 15 * Int.random(in: 0...36, using: &rng)
        let taken = start..<(start + 15 * Int.random(in: 2...12, using: &rng))
        func isFree(_ id: UUID) -> Bool { !reservations.contains { $0.resource == id && $0.minutes.overlaps(taken) } }
        let kinds = [
            workshop.technicians.map(\.id), Int.random(in: 0..<5, using: &rng) > 0 ? workshop.bays.map(\.id) : [],
            Int.random(in: 0..<3, using: &rng) == 0 ? workshop.tools.map(\.id) : [],
        ]
        let found = kinds.compactMap { $0.filter(isFree).randomElement(using: &rng) }
        reservations += found.map { Reservation(resource: $0, owner: owner, minutes: taken, isPinned: isPinned) }
        arrivals.append(Arrival(owner: owner, start: start, isPinned: isPinned))
    }

    mutating func work() -> Work {
        func step() -> WorkStep {
            WorkStep(
                minutes: 15 * Int.random(in: 2...10, using: &rng), skills: ["brakes": Int.random(in: 1...2, using: &rng)],
                technicians: Int.random(in: 0..<4, using: &rng) == 0 ? 2 : 1, bayKinds: ["lift"],
                tools: Int.random(in: 0..<3, using: &rng) == 0 ? ["scanner": 1] : [:], cleanUp: Int.random(in: 0...10, using: &rng),
                lag: 0...30)
        }
        return Work(Int.random(in: 0..<4, using: &rng) == 0 ? [step(), step()] : [step()])
    }

    func engine(without gone: Set<UUID>) -> SlotEngine {
        SlotEngine(
            workshop: workshop, from: Self.date, days: 1, reservations: reservations.filter { $0.isPinned || !gone.contains($0.owner) },
            arrivals: arrivals.filter { $0.isPinned || !gone.contains($0.owner) })
    }
}
