import Contracts
import Foundation
import Scheduling

/// How large a random case is.
enum CaseSize: String, Sendable, CaseIterable {
    /// One service in one day, as most visits are.
    case single
    /// Several steps in one day.
    case chain
    /// Steps over two days and nights.
    case overnight
    /// More people, bays and tools, up to three days.
    case busy

    var days: ClosedRange<Int> { self == .single || self == .chain ? 1...1 : self == .overnight ? 2...2 : 1...3 }
    var people: ClosedRange<Int> { self == .busy ? 3...6 : 1...3 }
}

/// A small workshop on random days, often such on which the clock changes, with random reservations.
struct RandomCase {
    static let zones = ["Europe/Berlin", "Australia/Lord_Howe", "Asia/Dubai", "America/New_York", "America/St_Johns", "Pacific/Apia"]
    /// Days on which one of the zones changes its clock, and their neighbours.
    static let oddDays = [
        "2026-03-29", "2026-10-25", "2026-04-05", "2026-10-04", "2026-03-08", "2026-11-01", "2010-11-07", "2010-03-14", "2011-12-29",
    ]
    static let skills = ["brakes", "engine"]

    let size: CaseSize
    let workshop: Workshop
    let dates: [LocalDate]
    let reservations: [Reservation]
    let arrivals: [Arrival]
    /// From the first of these dates to the last.
    let minutes: Range<EpochMinute>
    private(set) var rng: SplitMix64

    init(seed: UInt64, size: CaseSize = .single) {
        var rng = SplitMix64(seed: seed &* 4 &+ UInt64(CaseSize.allCases.firstIndex(of: size) ?? 0))
        let zone = TimeZone(identifier: Self.zones.randomElement(using: &rng) ?? "UTC") ?? .gmt
        let odd = LocalDate(Self.oddDays.randomElement(using: &rng) ?? "") ?? LocalDate(daysSince1970: 0)
        let first = Bool.random(using: &rng) ? odd : LocalDate(daysSince1970: Int.random(in: 14_000...24_000, using: &rng))
        let dates = (0..<Int.random(in: size.days, using: &rng)).map { first.adding(days: $0) }
        let frames = dates.map { DayFrame($0, in: zone) }.filter { $0.length > 0 }
        let begin = frames.map(\.minutes.lowerBound).min() ?? 0
        self.size = size
        self.dates = dates
        minutes = begin..<(frames.map(\.minutes.upperBound).max() ?? begin)

        var draw = WorkshopDraw(size: size, dates: dates, minutes: minutes, rng: rng)
        workshop = draw.workshop(in: zone)
        reservations = draw.reservations(of: workshop)
        arrivals = draw.arrivals()
        self.rng = draw.rng
    }

    var engine: SlotEngine {
        SlotEngine(workshop: workshop, from: dates[0], days: dates.count, reservations: reservations, arrivals: arrivals)
    }

    var checker: NaiveChecker {
        NaiveChecker(workshop: workshop, reservations: reservations, arrivals: arrivals, dates: dates, around: minutes)
    }

    /// The next work to ask for; some of it of one person, or for one bay first.
    mutating func work() -> Work {
        var work = anybodysWork()
        if Int.random(in: 0..<4, using: &rng) == 0 { work.lead = workshop.technicians.randomElement(using: &rng)?.id }
        if Int.random(in: 0..<4, using: &rng) == 0 { work.firstBay = workshop.bays.randomElement(using: &rng)?.id }
        return work
    }

    private mutating func anybodysWork() -> Work {
        guard size != .single, Int.random(in: 0..<5, using: &rng) > 0 else { return Work([step(lags: 0...0)]) }
        let count = Int.random(in: 2...(size == .chain ? 4 : 3), using: &rng)
        let isOvernight = size == .overnight && count == 2 && Int.random(in: 0..<4, using: &rng) == 0
        let steps = (0..<count).map { _ in step(lags: isOvernight ? 300...1_000 : count == 2 ? 0...90 : 0...5) }
        return Work(steps, loaner: Int.random(in: 0..<4, using: &rng) == 0 ? "scanner" : nil)
    }

    private mutating func step(lags: ClosedRange<Int>) -> WorkStep {
        let soonest = Int.random(in: 0...40, using: &rng)
        func buffer() -> Int { Bool.random(using: &rng) ? 0 : Int.random(in: 0...15, using: &rng) }
        return WorkStep(
            minutes: Int.random(in: size == .single ? 1...180 : 1...90, using: &rng),
            skills: [Self.skills.randomElement(using: &rng) ?? "": Int.random(in: 0...2, using: &rng)],
            technicians: Int.random(in: 0..<4, using: &rng) == 0 ? 2 : 1, needsBay: Int.random(in: 0..<5, using: &rng) > 0,
            bayKinds: [[], ["lift"], ["flat"]].randomElement(using: &rng) ?? [],
            tools: Int.random(in: 0..<3, using: &rng) > 0 ? [:] : ["scanner": Int.random(in: 1...2, using: &rng)],
            preparation: buffer(), cleanUp: buffer(),
            lag: Int.random(in: 0..<3, using: &rng) == 0 ? 0...0 : soonest...(soonest + Int.random(in: lags, using: &rng)),
            sameTechnicians: Int.random(in: 0..<3, using: &rng) == 0, sameBay: Int.random(in: 0..<3, using: &rng) == 0
        )
    }
}
