import Contracts
import Foundation
import PostgreSQL

/// Takes an appointment through the visit: check in, start, complete, or note that nobody came.
struct AdvanceVisit: Sendable {
    let database: PostgresClient
    let days: DayStore
    let ledger: ScheduleLedger
    let learn: LearnDurations
    let clock: any WallClock

    func callAsFunction(
        _ stored: StoredAppointment, _ step: VisitStep, by actor: Actor, reason: String? = nil, version: Int64? = nil
    ) async throws -> AppointmentState {
        let old = stored.state
        try old.check(version)
        let now = clock.now()
        let new = try old.advanced(by: step, at: now)
        let change = ScheduleChange(
            event: step.event, action: step.to.rawValue, reason: reason, actor: actor, old: old, new: new, day: stored.day,
            allocations: step == .noShow ? .release : .keep
        )
        try await database.withTransaction(attempts: 3) { transaction in
            _ = try await days.lock(stored.days, of: old.workshop.id, in: transaction)
            try await ledger.apply(change, in: transaction)
            try await learn(new, step, at: now, in: transaction)
        }
        return new
    }
}
