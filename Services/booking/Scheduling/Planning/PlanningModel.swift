/// A problem matched once: who can do each step and how long they take, which bays serve it, which pools it draws on.
struct PlanningModel: Sendable {
    struct Worker: Sendable {
        let person: Int
        let minutes: Int
        /// Levels above what is asked for.
        let surplus: Int
    }

    struct Demand: Sendable {
        let pool: Int
        let units: Int
    }

    /// A class, like `Visit`: a search hands them on all the time, and one count of references is cheaper than four.
    final class Step: Sendable {
        let step: WorkStep
        /// By length, then by surplus.
        let workers: [Worker]
        /// Those that serve the fewest other kinds first.
        let places: [Int]
        let demands: [Demand]
        /// Each person's entry in `workers`; -1 for those who cannot.
        let workerOf: [Int]

        init(step: WorkStep, workers: [Worker], places: [Int], demands: [Demand], people: Int) {
            self.step = step
            self.workers = workers
            self.places = places
            self.demands = demands
            var workerOf = [Int](repeating: -1, count: people)
            for (position, worker) in workers.enumerated() { workerOf[worker.person] = position }
            self.workerOf = workerOf
        }

        func worker(_ person: Int) -> Worker? { workerOf[person] < 0 ? nil : workers[workerOf[person]] }
    }

    final class Visit: Sendable {
        let steps: [Step]
        let priority: Int
        let release: Int
        let due: Int
        let wish: Int?
        let loaner: Demand?
        let confirmed: [PlannedStep]?
        let isPinned: Bool
        /// With the quickest people and the shortest lags.
        let shortest: Int
        /// Whether its resources exist at all.
        let isPossible: Bool

        init(_ visit: PlanningProblem.Visit, steps: [Step], loaner: Demand?, isPossible: Bool) {
            self.steps = steps
            priority = visit.priority
            release = max(visit.release, 0)
            due = visit.due
            wish = visit.wish
            self.loaner = loaner
            confirmed = visit.confirmed?.count == steps.count ? visit.confirmed : nil
            isPinned = visit.isPinned
            self.isPossible = isPossible
            shortest = !isPossible ? 0 : steps.enumerated().reduce(0) {
                $0 + $1.element.workers[$1.element.step.technicians - 1].minutes + ($1.offset > 0 ? $1.element.step.lag.lowerBound : 0)
            }
        }
    }

    let problem: PlanningProblem
    let visits: [Visit]
    /// Minutes present over the horizon, by person.
    let presence: [Int]
    /// Minutes that may be sold, by person and day; none on a day the problem says nothing of.
    let ceilings: [[Int]]

    init(_ problem: PlanningProblem) {
        var problem = problem
        if problem.days.isEmpty { problem.days = [0] }
        problem.horizon = max(problem.horizon, 0)
        self.problem = problem
        let days = problem.days.count
        ceilings = problem.people.map { Array(($0.ceilings + [Int](repeating: 0, count: days)).prefix(days)) }
        presence = problem.people.map { $0.present.reduce(0) { $0 + $1.count } }
        var known: [StepKey: Step] = [:]
        visits = problem.visits.map { [problem] in Self.compile($0, in: problem, &known) }
    }

    /// The day of the horizon `minute` lies in.
    func day(of minute: Int) -> Int {
        var (low, high) = (0, problem.days.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if problem.days[middle] <= minute { low = middle } else { high = middle }
        }
        return low
    }

    /// The first minute of the day after the one `minute` lies in.
    func nextDay(after minute: Int) -> Int {
        let next = day(of: minute) + 1
        return next < problem.days.count ? problem.days[next] : problem.horizon
    }

    /// Steps that are alike are one: a catalogue has few, and each knows everybody.
    private struct StepKey: Hashable {
        let crew: [WorkStep]
        let stay: [WorkStep]
    }

    private static func compile(
        _ visit: PlanningProblem.Visit, in problem: PlanningProblem, _ known: inout [StepKey: Step]
    ) -> Visit {
        var steps: [Step] = []
        for index in visit.steps.indices {
            let later = visit.steps[(index + 1)...]
            let key = StepKey(
                crew: [visit.steps[index]] + later.prefix(while: \.sameTechnicians),
                stay: [visit.steps[index]] + later.prefix { $0.sameBay && $0.needsBay })
            let step = known[key] ?? compile(visit.steps[index], crew: key.crew, stay: key.stay, in: problem)
            known[key] = step
            steps.append(step)
        }
        let loaner = visit.loaner.map { kind in Demand(pool: problem.pools.firstIndex { $0.kind == kind } ?? -1, units: 1) }
        let pools = (steps.flatMap(\.demands) + [loaner].compactMap { $0 })
        let isPossible = !steps.isEmpty && pools.allSatisfy { $0.pool >= 0 && problem.pools[$0.pool].units >= $0.units }
            && steps.allSatisfy { $0.workers.count >= $0.step.technicians && (!$0.step.needsBay || !$0.places.isEmpty) }
        return Visit(visit, steps: steps, loaner: loaner, isPossible: isPossible)
    }

    /// - Parameters:
    ///   - crew: the step and those after it that have the same people, who have to suit all of them.
    ///   - stay: the step and those after it that have the same bay.
    private static func compile(_ step: WorkStep, crew: [WorkStep], stay: [WorkStep], in problem: PlanningProblem) -> Step {
        var workers: [Worker] = []
        for (index, person) in problem.people.enumerated() {
            guard crew.allSatisfy({ $0.skills.allSatisfy { person.skills[$0.key, default: 0] >= $0.value } }) else { continue }
            let minutes = step.minutes(atEfficiency: person.efficiencyPercent)
            let surplus = step.skills.reduce(0) { $0 + person.skills[$1.key, default: 0] - $1.value }
            workers.append(Worker(person: index, minutes: minutes, surplus: surplus))
        }
        workers.sort { ($0.minutes, $0.surplus, $0.person) < ($1.minutes, $1.surplus, $1.person) }
        let places = !step.needsBay ? [] : problem.places.indices
            .filter { place in stay.allSatisfy { problem.places[place].kinds.isSuperset(of: $0.bayKinds) } }
            .sorted { (problem.places[$0].kinds.count, $0) < (problem.places[$1].kinds.count, $1) }
        let demands = step.tools.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { kind, units in
            Demand(pool: problem.pools.firstIndex { $0.kind == kind } ?? -1, units: units)
        }
        return Step(step: step, workers: workers, places: places, demands: demands, people: problem.people.count)
    }
}
