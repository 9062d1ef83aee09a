import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// Notes when work begins and ends, and learns from it, in the transaction that changes the appointment: once for each, however often it is
/// told.
struct LearnDurations: Sendable {
    let plans: PlanStore
    let durations: DurationStore

    func callAsFunction(_ state: AppointmentState, _ step: VisitStep, at now: Date, in transaction: PostgresTransaction) async throws {
        switch step {
        case .start: try await durations.start(state.id, at: now, in: transaction)
        case .complete: try await finish(state, at: now, in: transaction)
        case .checkIn, .noShow: break
        }
    }

    private func finish(_ state: AppointmentState, at now: Date, in transaction: PostgresTransaction) async throws {
        guard let began = try await durations.complete(state.id, at: now, in: transaction) else { return }
        let model: WorkshopModel
        do {
            model = try await plans.model(of: state.workshop.id, in: transaction)
        } catch BookingError.unknownWorkshop {
            // What was begun before a workshop closed down is finished all the same.
            return
        }
        let cells = model.lesson(of: state, from: began, to: now)
        guard !cells.isEmpty else { return }
        try await durations.add(cells, of: state.workshop.id, in: transaction)
        try await durations.teach(state.workshop.id, added: cells.reduce(0) { $0 + $1.count }, in: transaction)
    }
}
