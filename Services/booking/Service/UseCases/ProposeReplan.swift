import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// Proposes how to go on after somebody fell ill or a lift broke: as few customers as can be get another time. Changes nothing.
struct ProposeReplan: Sendable {
    /// Enough for a fortnight of a garage of forty people to hardly become better.
    static let rounds = 1_600
    /// The best plan so far is as good as any when the time is over: it is feasible at every instant.
    static let longest = Duration.seconds(5)
    private static let slice = 4

    let database: PostgresClient
    let plans: PlanStore
    let appointments: AppointmentStore
    let limits: BookingLimits
    let gate: PlanningGate
    let clock: any WallClock

    /// - Throws: `BookingError.unknownWorkshop`, `.planningBusy`, `ValidationError`.
    func callAsFunction(_ request: ReplanRequest, of workshop: UUID) async throws -> ReplanProposal {
        let today = clock.now()
        try request.validate(in: try await plans.model(of: workshop, in: database)) { limits.isOpen($0, at: today) }
        return try await gate.entering { try await search(request, of: workshop) }
    }

    private func search(_ request: ReplanRequest, of workshop: UUID) async throws -> ReplanProposal {
        let (first, last) = (request.from, request.from.adding(days: request.days - 1))
        let states = try await appointments.reaching(into: first, through: last, of: workshop, in: database)
            + appointments.board(of: workshop, from: first, through: last, in: database)
        let plan = try await plans.plan(of: workshop, from: first.adding(days: -1), days: request.days + 2, in: database)
        let now = clock.now()
        let replan = ReplanProblem(
            request, plan, states, now: now.epochMinuteRoundedUp, earliest: limits.earliest(at: now).epochMinuteRoundedUp)
        let changes = replan.changes(try await best(replan.problem, seed: UInt64(bitPattern: Int64(request.seed ?? 1))))
        return ReplanProposal(
            workshopId: workshop, from: request.from, days: request.days, changes: changes, begun: replan.begun,
            unchanged: replan.appointments.count - changes.count
        )
    }

    private func best(_ problem: PlanningProblem, seed: UInt64) async throws -> VisitPlan {
        let began = ContinuousClock.now
        var planner = Planner(problem, seed: seed)
        while planner.rounds < Self.rounds, ContinuousClock.now - began < Self.longest {
            try Task.checkCancellation()
            planner.improve(rounds: Self.slice, used: Double(planner.rounds) / Double(Self.rounds))
            // A search is long for a pool of two threads: requests that wait come first.
            await Task.yield()
        }
        return planner.best
    }
}
