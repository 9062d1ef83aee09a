import Foundation

/// The exact search over the few days that visits starting on one day can touch, for each loaner that makes a difference.
struct DaySearch {
    let horizon: SlotHorizon
    private var searches: [(loaner: Int?, search: VisitSearch)]

    init(_ work: PreparedWork, in engine: SlotEngine, around minutes: Range<EpochMinute>, endingBy latest: EpochMinute) {
        let horizon = SlotHorizon(engine.workshop, engine.days(around: minutes, for: work))
        let end = latest == .max ? Int.max : latest - horizon.base
        self.horizon = horizon
        searches = engine.distinctLoaners(work, horizon).map { loaner in
            (loaner, VisitSearch(VisitTables(work, StepSupply(work, on: horizon, loaner: loaner), endingBy: end)))
        }
    }

    /// Those of some starts at which there is a visit; intake aside.
    mutating func able(among starts: [EpochMinute]) -> [Range<EpochMinute>] {
        var wanted = horizon.empty()
        for start in starts { wanted.insert((start - horizon.base)..<(start - horizon.base + 1)) }
        var able = horizon.empty()
        for index in searches.indices {
            able.formUnion(searches[index].search.able(among: wanted))
            wanted.subtract(able)
        }
        var found: [Range<EpochMinute>] = []
        able.forEachRun { found.append(($0.lowerBound + horizon.base)..<($0.upperBound + horizon.base)) }
        return found
    }

    /// The ways to begin a visit, each with the first completion, loaner by loaner; intake aside.
    mutating func visits(at start: EpochMinute) -> [(loaner: Int?, supply: StepSupply, steps: [VisitSearch.Choice])] {
        var result: [(Int?, StepSupply, [VisitSearch.Choice])] = []
        for index in searches.indices {
            let supply = searches[index].search.tables.supply
            for visit in searches[index].search.visits(at: start - horizon.base) { result.append((searches[index].loaner, supply, visit)) }
        }
        return result
    }

    func hasIntake(at start: EpochMinute) -> Bool {
        horizon.days.contains { $0.frame.contains(start) && !$0.intakeFull.contains(start - $0.frame.start) }
    }
}
