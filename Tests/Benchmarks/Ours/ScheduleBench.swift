import Foundation
import Scheduling

/// Plans a garage week within a budget and prints the plan, its cost and when what was found, as one line of JSON.
///
///     pitcrew-bench schedule INSTANCE.json SECONDS SEED
struct ScheduleBench {
    struct Plan: Encodable {
        let instance: String
        let jobs: [String: [GarageWeek.Planned]]
    }

    private struct Answer: Encodable {
        let plan: Plan
        let cost: Int
        let build_seconds: Double
        let first_feasible_seconds: Double
        let seconds: Double
        let rounds: Int
        let trace: [[Double]]
    }

    static func run(_ arguments: [String]) throws {
        guard arguments.count == 3, let budget = Double(arguments[1]), let seed = UInt64(arguments[2]) else {
            throw BenchFailed("usage: pitcrew-bench schedule INSTANCE.json SECONDS SEED")
        }
        let text = try Data(contentsOf: URL(fileURLWithPath: arguments[0]))
        let clock = ContinuousClock()
        let begin = clock.now
        func elapsed() -> Double { (clock.now - begin) / .seconds(1) }
        let week = try JSONDecoder().decode(GarageWeek.self, from: text)
        let problem = week.problem
        let built = elapsed()
        var planner = Planner(problem, seed: seed)
        let first = elapsed()
        var trace = [[first, Double(planner.best.cost.total)]]
        planner.improve { _, cost in
            let now = elapsed()
            if Double(cost) < trace[trace.count - 1][1] { trace.append([now, Double(cost)]) }
            return now / budget
        }
        let answer = Answer(
            plan: .init(instance: week.name, jobs: week.described(planner.best)), cost: planner.best.cost.total, build_seconds: built,
            first_feasible_seconds: first, seconds: elapsed(), rounds: planner.rounds, trace: trace
        )
        FileHandle.standardOutput.write(try JSONEncoder().encode(answer) + Data("\n".utf8))
    }
}
