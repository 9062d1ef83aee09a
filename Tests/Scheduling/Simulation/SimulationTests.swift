import Scheduling
import Testing

@Suite("What if")
struct SimulationTests {
    private static let week = PlanningProblem(
        horizon: 5 * 1_440, days: (0..<5).map { $0 * 1_440 },
        people: (0..<2).map { _ in
            .init(
                skills: ["brakes": 2], present: (0..<5).map { ($0 * 1_440 + 480)..<($0 * 1_440 + 960) },
                ceilings: [Int](repeating: 480, count: 5))
        },
        places: (0..<2).map { _ in .init(kinds: ["lift"], open: [0..<7_200]) }, visits: [])

    /// A call every 48 minutes for an hour of work: two people are sold out, three are not.
    private static let demand = (0..<120).map { number in
        Demand(
            calls: number * 48, visit: .init(wish: number * 48 + 600, steps: [WorkStep(minutes: 60, skills: ["brakes": 1], bayKinds: ["lift"])]),
            patience: 2_000)
    }

    private let simulation = Simulation(plan: week, demand: demand, runs: 12)

    @Test func nothingChangedMakesNoDifference() {
        let result = simulation.compare([])
        #expect(result.before == result.after)
        #expect(result.difference.refused.low == 0 && result.difference.refused.high == 0)
        #expect(result.before.utilisation.low <= result.before.utilisation.median)
        #expect(result.before.utilisation.median <= result.before.utilisation.high && result.before.utilisation.high <= 1)
    }

    @Test func onePersonMoreServesMoreCallersSooner() {
        let result = simulation.compare([.personLike(0), .placeLike(0)])
        #expect(result.difference.refused.high < 0)
        #expect(result.difference.leadMinutes.median < 0)
        #expect(result.before.refused.median > 0.2)
    }

    @Test func moreLiftsAreOfNoUseWherePeopleAreScarce() {
        let result = simulation.compare([.placeLike(0)])
        #expect(result.difference.refused.low == 0 && result.difference.refused.high == 0)
    }

    @Test func aPersonAwayOrABrokenLiftCostsCallers() {
        #expect(simulation.compare([.personAway(1, 1_440..<4_320)]).difference.refused.low > 0)
        #expect(simulation.compare([.placeClosed(1, 0..<7_200)]).difference.refused.low > 0)
    }

    @Test func aContractTakesItsTimeBeforeAnybodyCalls() {
        let contract = (0..<20).map { _ in
            PlanningProblem.Visit(priority: 4, steps: [WorkStep(minutes: 60, skills: ["brakes": 1], bayKinds: ["lift"])])
        }
        let result = simulation.compare([.reserved(contract)])
        #expect(result.difference.refused.median > 0.05)
        #expect(result.after.utilisation.median > 0.8)
    }

    @Test func workThatVariesMoreMakesOvertime() {
        func overtime(_ spread: Double) -> Double {
            Simulation(plan: Self.week, demand: Self.demand, spread: spread, runs: 8).compare([]).before.overtimeMinutes.median
        }
        #expect(overtime(0) == 0)
        #expect(overtime(0.1) > 0)
        #expect(overtime(0.4) > 2 * overtime(0.1))
    }

    @Test func theSameSeedGivesTheSameBands() {
        let change = [CapacityChange.personAway(0, 0..<1_440)]
        #expect(simulation.compare(change) == Simulation(plan: Self.week, demand: Self.demand, runs: 12).compare(change))
        #expect(simulation.compare(change) != Simulation(plan: Self.week, demand: Self.demand, runs: 12, seed: 2).compare(change))
    }

    @Test func whatDoesNotExistIsPassedOver() {
        let result = simulation.compare([.personAway(9, 0..<10), .personLike(-1), .placeClosed(9, 0..<10), .placeLike(9), .reserved([])])
        #expect(result.before == result.after)
        #expect(Simulation(plan: Self.week, demand: [], runs: 0).compare([]).before.utilisation.high == 0)
    }
}
