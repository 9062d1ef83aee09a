import Foundation

/// What a change of capacity would do: demand is replayed against a plan and against a copy in which the change is made.
///
/// Customers are served in the order of their calls, each with the time nearest to the wish, as the booking pages do. Each run draws the
/// demand anew, every call as often as chance (Poisson, around its rate) repeats or omits it, and lets work last longer or shorter than planned.
/// Both sides of a comparison meet the same callers and draw from the same numbers (common random numbers), so that the difference is mostly
/// that of the change; who does other work than before meets other numbers.
public struct Simulation: Sendable {
    /// Before any of the demand calls: what is confirmed already.
    public let plan: PlanningProblem
    public let demand: [Demand]
    /// Standard deviation of the logarithm of actual over planned minutes.
    public let spread: Double
    public let runs: Int
    public let seed: UInt64

    /// - Parameter runs: 1 to 1,000; 40 give bands that hardly move.
    public init(plan: PlanningProblem, demand: [Demand], spread: Double = 0.2, runs: Int = 40, seed: UInt64 = 1) {
        self.plan = plan
        self.demand = demand.sorted { $0.calls < $1.calls }
        self.spread = max(spread, 0)
        self.runs = min(max(runs, 1), 1_000)
        self.seed = seed
    }

    /// How the plan fares as it is, with the changes, and by how much it differs run by run.
    public func compare(_ changes: [CapacityChange]) -> SimulationComparison {
        let changed = plan.applying(changes)
        return SimulationComparison((0..<runs).map { compare(with: changed, run: $0) })
    }

    /// One of the runs, for callers who let others work in between.
    /// - Parameter changed: `plan.applying(…)`.
    public func compare(with changed: PlanningProblem, run number: Int) -> SimulatedRun {
        SimulatedRun(before: run(plan, number: number), after: run(changed, number: number))
    }

    private func run(_ plan: PlanningProblem, number: Int) -> SimulationFigures {
        var chance = SplitMix64(seed: seed &+ UInt64(number) &* 0xA076_1D64_78BD_642F)
        let callers = demand.flatMap { [Demand](repeating: $0, count: Self.poisson($0.rate, &chance)) }
        var problem = plan
        problem.visits += callers.map(Self.asVisit)
        var planner = Planner(problem, entering: plan.visits.count, seed: seed)
        let served = planner.serve(callers, from: plan.visits.count)
        let overtime = planner.overruns(spread: spread, &chance).reduce(0, +)
        let presence = planner.model.presence.reduce(0, +)
        return SimulationFigures(
            utilisation: presence > 0 ? Double(planner.state.loads.reduce(0, +)) / Double(presence) : 0,
            leadMinutes: served.isEmpty ? 0 : Double(served.reduce(0) { $0 + $1.start - $1.calls }) / Double(served.count),
            refused: callers.isEmpty ? 0 : 1 - Double(served.count) / Double(callers.count), overtimeMinutes: overtime
        )
    }

    private static func asVisit(_ demand: Demand) -> PlanningProblem.Visit {
        var visit = demand.visit
        visit.release = max(visit.release, demand.calls)
        visit.wish = max(visit.wish ?? visit.release, visit.release)
        visit.confirmed = nil
        visit.isPinned = false
        return visit
    }

    /// Knuth's, for a small mean; so many more than it that as good as nothing is cut off.
    private static func poisson(_ mean: Double, _ chance: inout SplitMix64) -> Int {
        var (count, product) = (0, chance.unit())
        while product > exp(-mean), count < 8 + 3 * Int(mean) {
            count += 1
            product *= chance.unit()
        }
        return count
    }
}
