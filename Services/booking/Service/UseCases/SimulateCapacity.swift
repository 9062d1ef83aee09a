import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// Tells what more or less capacity would do: replays demand against what is booked, and against the same with the changes. Changes
/// nothing.
struct SimulateCapacity: Sendable {
    /// With fewer replications than were asked for, the bands are wider, but right.
    static let longest = Duration.seconds(10)
    static let fewest = 3
    static let mostHistory = 5_000

    let database: PostgresClient
    let plans: PlanStore
    let appointments: AppointmentStore
    let limits: BookingLimits
    let gate: PlanningGate
    let clock: any WallClock

    /// - Throws: `BookingError.unknownWorkshop`, `.planningBusy`; `ValidationError`.
    func callAsFunction(_ request: SimulationRequest, of workshop: UUID) async throws -> SimulationAnswer {
        let today = clock.now()
        try request.validate(in: try await plans.model(of: workshop, in: database)) { limits.isOpen($0, at: today) }
        return try await gate.entering { try await simulate(request, of: workshop) }
    }

    private func simulate(_ request: SimulationRequest, of workshop: UUID) async throws -> SimulationAnswer {
        let (first, last) = (request.from, request.from.adding(days: request.days - 1))
        let states = try await appointments.board(of: workshop, from: first, through: last, in: database)
        let plan = try await plans.plan(of: workshop, from: first.adding(days: -1), days: request.days + 2, in: database)
        let now = clock.now()
        let problem = SimulationProblem(
            request, plan, states, now: now.epochMinuteRoundedUp, earliest: limits.earliest(at: now).epochMinuteRoundedUp)
        let seed = request.seed ?? 1
        let demand = try await demand(request, problem, seed: seed)
        let simulation = Simulation(
            plan: problem.plan, demand: demand, runs: request.replications ?? 20, seed: UInt64(bitPattern: Int64(seed)))
        let changed = problem.plan.applying(problem.changes)
        let runs = try await run(simulation, changed)
        let comparison = SimulationComparison(runs)
        let (served, then) = (Planner(problem.plan).best.visits, Planner(changed).best.visits)
        let count = problem.appointments.count
        return SimulationAnswer(
            workshopId: workshop, from: first, days: request.days, replications: runs.count, seed: seed,
            calls: demand.reduce(0) { $0 + $1.rate }, before: .init(comparison.before), after: .init(comparison.after),
            difference: .init(comparison.difference),
            displaced: (0..<count).filter { served[$0] != nil && then[$0] == nil }.map { problem.appointments[$0].id },
            unplacedMinutes: zip(changed.visits, then).dropFirst(count).reduce(0) { sum, one in
                one.1 == nil ? one.0.steps.reduce(sum) { $0 + $1.minutes } : sum
            })
    }

    private func run(_ simulation: Simulation, _ changed: PlanningProblem) async throws -> [SimulatedRun] {
        let began = ContinuousClock.now
        var runs: [SimulatedRun] = []
        while runs.count < simulation.runs, runs.count < Self.fewest || ContinuousClock.now - began < Self.longest {
            try Task.checkCancellation()
            runs.append(simulation.compare(with: changed, run: runs.count))
            // A simulation is long for a pool of two threads: requests that wait come first.
            await Task.yield()
        }
        return runs
    }

    private func demand(_ request: SimulationRequest, _ problem: SimulationProblem, seed: Int) async throws -> [Demand] {
        let demand: [Demand]
        switch request.demand.kind {
        case .forecast: demand = problem.forecast(seed: UInt64(bitPattern: Int64(seed)))
        case .history:
            let today = problem.model.workshop.calendar.date(of: clock.now().epochMinute)
            let days = request.demand.days ?? 1
            let past = try await appointments.page(
                of: problem.model.id, from: today.adding(days: -days), through: today.adding(days: -1), after: nil, limit: Self.mostHistory + 1,
                in: database)
            try Self.demand(past.count <= Self.mostHistory, "demand.days", "must span at most \(Self.mostHistory) appointments")
            demand = problem.demand(past, days: days, before: today)
        }
        let calls = demand.reduce(0) { $0 + $1.rate }
        try Self.demand(calls <= SimulationRequest.maximumCalls, "days", "must have at most \(Int(SimulationRequest.maximumCalls)) calls")
        return demand
    }

    private static func demand(_ holds: Bool, _ field: String, _ rule: String) throws(ValidationError) {
        if !holds { throw ValidationError([FieldViolation(field, rule)]) }
    }
}
