import Foundation

/// Plans a day or a week of a workshop, or plans it anew after something went wrong: who is ill, which lift is broken, what took longer.
///
/// Large-neighbourhood search by ruin and recreate (Shaw 1998; Schrimpf et al. 2000; the acceptance is simulated annealing): some visits
/// are taken out, those and the unserved ones are put back one by one at the cheapest place found for each. What is planned
/// is feasible at every instant, so the search can be stopped at any time. The same problem, seed and count of rounds give the same plan.
public struct Planner: Sendable {
    /// How far a round may make things worse at first, and at last, in units of cost: at first about as much as a dozen other times, which
    /// is less than a visit that is not served.
    private static let heat = (first: 4_000.0, last: 1.0)

    let model: PlanningModel
    var state: PlanState
    var random: SplitMix64
    /// The cheapest plan so far.
    public private(set) var best: VisitPlan
    /// Rounds of `improve` so far.
    public private(set) var rounds = 0

    /// Keeps what is confirmed where it still can be, and enters everything else.
    /// - Parameter seed: another seed gives another, equally good, search.
    public init(_ problem: PlanningProblem, seed: UInt64 = 1) {
        let model = PlanningModel(problem)
        self.init(model, entering: model.visits.indices, seed: seed)
    }

    /// - Parameter entered: the visits that are planned at once; the others wait for somebody to enter them.
    init(_ model: PlanningModel, entering entered: Range<Int>, seed: UInt64) {
        self.model = model
        state = PlanState(model)
        random = SplitMix64(seed: seed)
        best = state.plan
        enterConfirmed()
        recreate(insertionOrder(entered.filter { state.visits[$0] == nil }))
        best = state.plan
    }

    /// Improves the plan until `progress` says that all of the time is used.
    /// - Parameter progress: called now and then with the rounds done; gives the share of the budget that is used, 1 for all of it.
    /// - Returns: the cheapest plan found.
    @discardableResult
    public mutating func improve(_ progress: (_ rounds: Int, _ cost: Int) -> Double) -> VisitPlan {
        while true {
            let used = progress(rounds, best.cost.total)
            guard used < 1 else { return best }
            improve(rounds: 8, used: used)
        }
    }

    /// A slice of `improve`, for callers who let others work in between.
    /// - Parameter used: the share of all rounds that were done before: how far the search has cooled down.
    public mutating func improve(rounds count: Int, used: Double) {
        let heat = Self.heat.first * pow(Self.heat.last / Self.heat.first, min(max(used, 0), 1))
        state.wanders = true
        defer { state.wanders = false }
        var bestCost = best.cost.total
        for _ in 0..<max(count, 0) {
            rounds += 1
            if !model.visits.isEmpty { round(heat: heat) }
            guard state.cost < bestCost else { continue }
            bestCost = state.cost
            best = state.plan
        }
    }

    private mutating func enterConfirmed() {
        let confirmed = model.visits.indices.filter { model.visits[$0].confirmed != nil }
        for index in confirmed.filter({ model.visits[$0].isPinned }) + insertionOrder(confirmed.filter { !model.visits[$0].isPinned }) {
            if let steps = model.visits[index].confirmed, state.fits(steps, for: index) { state.enter(steps, for: index) }
        }
    }

    /// The most pressing first, of those the soonest due.
    private func insertionOrder(_ visits: [Int]) -> [Int] {
        visits.sorted {
            let (left, right) = (model.visits[$0], model.visits[$1])
            return (-left.priority, left.due, -left.shortest, $0) < (-right.priority, right.due, -right.shortest, $1)
        }
    }

    /// - Parameter unserved: visits for which there was no room before, and the only time at which there may be some now.
    private mutating func recreate(_ visits: [Int], unserved: (visits: Set<Int>, freed: ClosedRange<Int>?) = ([], nil)) {
        for index in visits {
            var range: ClosedRange<Int>?
            if unserved.visits.contains(index), let freed = unserved.freed {
                range = (freed.lowerBound - 2 * model.visits[index].shortest)...freed.upperBound
            }
            if let steps = state.placement(of: index, within: range, random: &random) { state.enter(steps, for: index) }
        }
    }

    private func freed(_ old: [[PlannedStep]?]) -> ClosedRange<Int>? {
        let starts = old.flatMap { $0 ?? [] }.map(\.start)
        guard let first = starts.min(), let last = starts.max() else { return nil }
        return first...(last + 480)
    }

    private mutating func round(heat: Double) {
        let before = state.cost
        let removed = ruin()
        let old = removed.map { state.visits[$0] }
        let unserved = someUnserved(besides: removed)
        let visits = removed + unserved
        let costs = Dictionary(uniqueKeysWithValues: visits.map { ($0, state.costs[$0].total) })
        for index in removed { state.takeOut(index) }
        recreate(recreationOrder(visits, costs), unserved: (Set(unserved), freed(old)))
        let after = state.cost
        let allowed = Double(before) - heat * log(max(random.unit(), 1e-12))
        guard Double(after) > allowed else { return }
        for index in visits { state.takeOut(index) }
        for (index, steps) in zip(removed, old) {
            if let steps { state.enter(steps, for: index) }
        }
    }

    private mutating func someUnserved(besides removed: [Int]) -> [Int] {
        let unserved = model.visits.indices.filter { state.visits[$0] == nil && model.visits[$0].isPossible && !removed.contains($0) }
        guard unserved.count > 2 else { return unserved }
        return (0..<2).map { _ in unserved[random.index(below: unserved.count)] }.reduce(into: []) {
            if !$0.contains($1) { $0.append($1) }
        }
    }

    private mutating func recreationOrder(_ visits: [Int], _ costs: [Int: Int]) -> [Int] {
        switch random.next(below: 7) {
        case 0: return insertionOrder(visits)
        case 1: return visits.sorted { (-model.visits[$0].shortest, $0) < (-model.visits[$1].shortest, $1) }
        case 2: return visits.sorted { (model.visits[$0].due, $0) < (model.visits[$1].due, $1) }
        case 3: return visits.sorted { (pressing($0), $0) > (pressing($1), $1) }
        case 4, 5: return visits.sorted { (-costs[$0, default: 0], $0) < (-costs[$1, default: 0], $1) }
        default:
            var shuffled = visits
            for position in shuffled.indices.dropLast() {
                shuffled.swapAt(position, position + random.index(below: shuffled.count - position))
            }
            return shuffled
        }
    }

    /// Priority for each minute of work: the order that keeps weighted lateness least where everything is late (Smith 1956).
    private func pressing(_ index: Int) -> Int { model.visits[index].priority * 100_000 / max(model.visits[index].shortest, 1) }
}
