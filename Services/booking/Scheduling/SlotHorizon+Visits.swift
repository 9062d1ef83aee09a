import Foundation

/// A step decided to the minute.
struct TimedStep {
    let choice: VisitSearch.Choice
    /// In minutes of the horizon.
    let start: Int

    var end: Int { start + choice.minutes }
    var taken: Range<Int> { (start - (choice.place?.before ?? 0))..<(end + (choice.place?.after ?? 0)) }
}

extension SlotHorizon {
    /// Settles times from the last step on: the visit ends as soon as it can, and no step waits longer than it must for the next.
    func timed(_ steps: [VisitSearch.Choice], _ work: PreparedWork) -> [TimedStep] {
        var result: [TimedStep] = []
        for index in steps.indices.reversed() {
            let choice = steps[index]
            var start = choice.reach.next(from: 0)
            if let next = result.last {
                let sharing = !work.steps[index + 1].step.sameBay && choice.place?.index == next.choice.place?.index
                let apart = sharing ? (choice.place?.after ?? 0) + (next.choice.place?.before ?? 0) : 0
                let lag = max(work.steps[index + 1].step.lag.lowerBound, apart)
                start = choice.reach.last(upTo: next.start - lag - choice.minutes)
            }
            guard let start else { return [] }
            result.append(TimedStep(choice: choice, start: start))
        }
        return result.reversed()
    }

    /// The visit by the ids of who and what it takes; nil if there is no step.
    func assignment(_ steps: [TimedStep], _ work: PreparedWork, loaner: Int?) -> Assignment? {
        let parts = zip(steps, work.steps).map { timed, prepared in
            StepAssignment(
                technicians: timed.choice.team.map { workshop.technicians[$0].id },
                bay: timed.choice.place.map { workshop.bays[$0.index].id },
                tools: units(prepared.pools, timed.start..<timed.end, without: loaner).map { workshop.tools[$0].id },
                start: timed.start + base, end: timed.end + base,
                bayMinutes: (timed.taken.lowerBound + base)..<(timed.taken.upperBound + base)
            )
        }
        return Assignment(steps: parts, staying: work.steps.map(\.step.sameBay), loaner: loaner.map { workshop.tools[$0].id })
    }

    /// The first free units of each pool.
    private func units(_ pools: [PreparedStep.Pool], _ minutes: Range<Int>, without loaner: Int?) -> [Int] {
        pools.flatMap { pool in
            pool.units.lazy.filter { unit in
                unit != loaner && free(tool: unit).contains { $0.lowerBound <= minutes.lowerBound && minutes.upperBound <= $0.upperBound }
            }.prefix(pool.wanted)
        }
    }

    func cost(_ steps: [TimedStep], _ work: PreparedWork) -> Cost {
        var (load, surplus, gaps) = (0, 0, 0)
        for (index, timed) in steps.enumerated() {
            let (choice, day) = (timed.choice, days[timed.choice.day])
            let local = (timed.start - offset(of: day))..<(timed.end - offset(of: day))
            for member in choice.team {
                let today = day.technicians[member]
                let sum = steps.reduce(today.sold) { $1.choice.day == choice.day && $1.choice.team.contains(member) ? $0 + $1.choice.minutes : $0 }
                load = max(load, sum * 20 / max(today.capacity, 1))
                surplus += work.steps[index].worker(member)?.surplus ?? 0
                gaps += Self.fragmentation(today.free, local)
            }
            guard let place = choice.place else { continue }
            surplus += place.surplus
            gaps += Self.fragmentation(day.bays[place.index].free, (local.lowerBound - place.before)..<(local.upperBound + place.after))
        }
        return Cost(load: load, surplus: surplus, fragmentation: gaps)
    }

    static func fragmentation(_ free: MinuteMask, _ taken: Range<Int>) -> Int {
        let before = free.runLength(upTo: taken.lowerBound)
        let after = free.runLength(from: taken.upperBound)
        let (useful, price) = (SlotEngine.smallestUsefulGap, SlotEngine.splitPrice)
        let waste = (before < useful ? before : 0) + (after < useful ? after : 0)
        return waste + (before >= useful && after >= useful ? price : 0)
    }
}
