import Foundation
import Scheduling

/// Makes the last job of a job shop, given as a garage week, end as early as it can, and prints the plan as one line of JSON.
///
///     pitcrew-bench job-shop WEEK.json SECONDS SEED
///
/// The planner knows promised ends and no makespan: whenever every job ends by the promised minute, all are promised for a minute before the
/// last of them ended, and it goes on from the plan it has.
struct JobShopBench {
    private struct Answer: Encodable {
        let plan: ScheduleBench.Plan
        let makespan: Int
        let seconds: Double
    }

    /// Nothing but lateness counts, at a price that fits the planner's heat, and nobody is sent away.
    private static let prices = {
        var prices = PlanPrices()
        (prices.unserved, prices.lateMinute, prices.otherTime, prices.otherPeople, prices.loadPermille) = (10_000_000, 50, 0, 0, 0)
        return prices
    }()

    static func run(_ arguments: [String]) throws {
        guard arguments.count == 3, let budget = Double(arguments[1]), let seed = UInt64(arguments[2]) else {
            throw BenchFailed("usage: pitcrew-bench job-shop WEEK.json SECONDS SEED")
        }
        let week = try JSONDecoder().decode(GarageWeek.self, from: Data(contentsOf: URL(fileURLWithPath: arguments[0])))
        let clock = ContinuousClock()
        let began = clock.now
        func elapsed() -> Double { (clock.now - began) / .seconds(1) }
        var problem = week.problem
        problem.prices = prices
        var best = Planner(problem, seed: seed).best
        var turn = seed
        while elapsed() < budget {
            for index in problem.visits.indices {
                problem.visits[index].due = makespan(of: best, in: problem) - 1
                problem.visits[index].confirmed = best.visits[index]
            }
            turn += 1
            var planner = Planner(problem, seed: turn)
            planner.improve { _, cost in cost == 0 ? 1 : elapsed() / budget }
            if planner.best.cost.total == 0 { best = planner.best }
        }
        let plan = ScheduleBench.Plan(instance: week.name, jobs: week.described(best))
        let answer = Answer(plan: plan, makespan: makespan(of: best, in: problem), seconds: elapsed())
        FileHandle.standardOutput.write(try JSONEncoder().encode(answer) + Data("\n".utf8))
    }

    /// Everybody works at the same pace, so a step lasts as long as it says.
    private static func makespan(of plan: VisitPlan, in problem: PlanningProblem) -> Int {
        zip(plan.visits, problem.visits).map { steps, visit in (steps?.last?.start ?? 0) + (visit.steps.last?.minutes ?? 0) }.max() ?? 0
    }
}
