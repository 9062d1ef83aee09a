import Contracts
import Foundation
import Scheduling
import Testing

@Suite("Planning")
struct PlannerTests {
    /// More with PITCREW_TEST_CASES.
    static let cases = ProcessInfo.processInfo.environment["PITCREW_TEST_CASES"].flatMap(Int.init) ?? 100

    @Test func everyPlanKeepsEveryRuleAndCostsWhatItSays() {
        for seed in 0..<UInt64(Self.cases) {
            let problem = RandomWeek(seed: seed).problem
            var planner = Planner(problem, seed: seed)
            var cheapest = planner.best.cost.total
            #expect(NaivePlanChecker.complaints(planner.best, problem) == [], "seed \(seed), first plan")
            for rounds in [1, 8, 24] {
                planner.improve { done, _ in done >= rounds ? 1 : Double(done) / Double(rounds) }
                #expect(NaivePlanChecker.complaints(planner.best, problem) == [], "seed \(seed), after \(planner.rounds) rounds")
                #expect(planner.best.cost.total <= cheapest)
                cheapest = planner.best.cost.total
            }
        }
    }

    @Test func theSameSeedGivesTheSamePlan() {
        func plan(_ seed: UInt64) -> VisitPlan {
            var planner = Planner(RandomWeek(seed: 7).problem, seed: seed)
            return planner.improve { rounds, _ in Double(rounds) / 400 }
        }
        #expect(plan(1) == plan(1))
        #expect(plan(1).cost.total > 0)
    }

    @Test func whatIsConfirmedStaysWhenNothingWentWrong() {
        let plan = improved(Garage.week)
        #expect(plan.changes(in: Garage.week) == [])
        #expect(plan.cost.changed == 0 && plan.cost.unserved == 0)
    }

    @Test func onlyTheWorkOfWhoIsIllIsMovedOrGivenToOthers() {
        var problem = Garage.week
        problem.people[0].present = []
        let plan = improved(problem)
        #expect(NaivePlanChecker.complaints(plan, problem) == [])
        #expect(plan.cost.unserved == 0)
        let changed = Set(plan.changes(in: problem).map(Garage.visit))
        #expect(changed == Garage.visits(of: 0))
    }

    @Test func aBrokenLiftMovesItsWorkToTheOtherWithoutANewTime() {
        var problem = Garage.week
        problem.places[0].open = []
        let plan = improved(problem)
        #expect(NaivePlanChecker.complaints(plan, problem) == [])
        #expect(plan.changes(in: problem) == problem.visits.indices.map { .rehoused(visit: $0) })
    }

    @Test func anOverrunPushesWhatFollowsAndPinnedWorkStays() {
        var problem = Garage.week
        problem.visits[0].isPinned = true
        problem.visits[0].steps[0].minutes = 300
        let plan = improved(problem)
        #expect(NaivePlanChecker.complaints(plan, problem) == [])
        #expect(plan.visits[0] == problem.visits[0].confirmed)
        // the next in that bay goes to the other, and the next of that person to somebody else
        #expect(plan.changes(in: problem) == [.rehoused(visit: 1), .reassigned(visit: 2)])
    }

    @Test func urgentWorkDisplacesWhatIsLessPressing() {
        var problem = Garage.week
        problem.people = [problem.people[0]]
        problem.places = [problem.places[0]]
        problem.people[0].present = [480..<600]
        problem.visits = [
            .init(priority: 1, confirmed: [PlannedStep(start: 480, people: [0], place: 0)], steps: [WorkStep(minutes: 120)]),
            .init(priority: 4, steps: [WorkStep(minutes: 90)]),
        ]
        let plan = improved(problem)
        #expect(plan.changes(in: problem) == [.dropped(visit: 0), .added(visit: 1, start: plan.visits[1]?.first?.start ?? -1)])
    }

    @Test func whatCannotBeServedIsLeftAndNothingTraps() {
        var problem = PlanningProblem(horizon: 0, days: [], people: [], places: [], visits: [])
        #expect(improved(problem).visits == [])
        problem = Garage.week
        problem.visits = [
            .init(steps: []), .init(loaner: "spaceship", steps: [WorkStep(minutes: 5)]), .init(steps: [WorkStep(minutes: 9_999)]),
            .init(steps: [WorkStep(minutes: 5, skills: ["magic": 3])]), .init(steps: [WorkStep(minutes: 5, technicians: 9)]),
            .init(confirmed: [PlannedStep(start: -7, people: [99], place: 99)], steps: [WorkStep(minutes: 5)]),
            .init(release: .max / 2, steps: [WorkStep(minutes: 5)]), .init(steps: [WorkStep(minutes: 5, tools: ["none": 1])]),
        ]
        problem.days = []
        problem.people = problem.people.map { .init(skills: $0.skills, present: $0.present, ceilings: [1_440]) }
        let plan = improved(problem)
        #expect(plan.visits.map { $0 == nil } == [true, true, true, true, true, false, true, true])
    }

    private func improved(_ problem: PlanningProblem) -> VisitPlan {
        var planner = Planner(problem, seed: 3)
        return planner.improve { rounds, _ in Double(rounds) / 600 }
    }
}

/// Two people and two lifts for two days with room to spare; everything is confirmed.
private enum Garage {
    static let week = {
        var week = days
        // Whoever has more to do keeps it: these tests are about changes.
        week.prices.loadPermille = 0
        week.prices.otherPlace = 5
        return week
    }()

    private static let days = PlanningProblem(
        horizon: 2_880, days: [0, 1_440],
        people: (0..<2).map { _ in .init(skills: ["brakes": 2], present: [480..<960, 1_920..<2_400], ceilings: [480, 480]) },
        places: (0..<2).map { _ in .init(kinds: ["lift"], open: [420..<1_000, 1_860..<2_440]) },
        visits: [480, 600, 720, 1_920, 2_040].enumerated().map { index, start in
            .init(
                priority: 2, due: 2_880, confirmed: [PlannedStep(start: start, people: [index % 2], place: 0)],
                steps: [WorkStep(minutes: 60, skills: ["brakes": 2], bayKinds: ["lift"])])
        })

    static func visits(of person: Int) -> Set<Int> {
        Set(week.visits.indices.filter { week.visits[$0].confirmed?.contains { $0.people.contains(person) } == true })
    }

    static func visit(_ change: PlanChange) -> Int {
        switch change {
        case .moved(let visit, _, _), .reassigned(let visit), .rehoused(let visit), .dropped(let visit), .added(let visit, _), .left(let visit): visit
        }
    }
}
