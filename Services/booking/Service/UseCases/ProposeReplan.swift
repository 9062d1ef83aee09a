import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// Proposes how to go on after somebody fell ill or a lift broke: as few customers as can be get another time. Changes nothing.
struct ProposeReplan: Sendable {
    /// Enough for a fortnight of a garage of forty people to hardly become better; below a second on one processor.
    static let rounds = 1_600
    private static let slice = 8

    let database: PostgresClient
    let plans: PlanStore
    let appointments: AppointmentStore
    let clock: any WallClock

    /// - Throws: `BookingError.unknownWorkshop`, `ValidationError`.
    func callAsFunction(_ request: ReplanRequest, of workshop: UUID) async throws -> ReplanProposal {
        let model = try await plans.model(of: workshop, in: database)
        try request.validate(in: model)
        var states: [AppointmentState] = []
        for day in 0..<request.days {
            states += try await appointments.board(of: workshop, on: request.from.adding(days: day), in: database)
        }
        let replan = ReplanProblem(request, model, states, now: clock.now().epochMinuteRoundedUp)
        var planner = Planner(replan.problem, seed: UInt64(bitPattern: Int64(request.seed ?? 1)))
        while planner.rounds < Self.rounds {
            try Task.checkCancellation()
            planner.improve(rounds: Self.slice, used: Double(planner.rounds) / Double(Self.rounds))
            // A search is long for a pool of two threads: requests that wait come first.
            await Task.yield()
        }
        let changes = replan.changes(planner.best)
        return ReplanProposal(
            workshopId: workshop, from: request.from, days: request.days, changes: changes, unchanged: replan.appointments.count - changes.count
        )
    }
}
