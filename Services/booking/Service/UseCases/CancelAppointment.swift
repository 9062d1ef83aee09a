import Contracts
import Foundation
import PostgreSQL

/// Calls an appointment off and frees what it took.
struct CancelAppointment: Sendable {
    let database: PostgresClient
    let days: DayStore
    let ledger: ScheduleLedger
    let policy: ChangePolicy
    let clock: any WallClock

    func callAsFunction(
        _ stored: StoredAppointment, reason: String, by actor: Actor, version: Int64? = nil
    ) async throws -> AppointmentState {
        var validation = Validation()
        validation.requireLine(reason, "reason")
        try validation.finish()
        let old = stored.state
        try old.check(version)
        let now = clock.now()
        if actor.kind == .customer { try policy.mayCancel(old, at: now) }
        let new = try old.cancelled(reason: reason, by: actor, at: now)
        let change = ScheduleChange(
            event: .appointmentCancelled, action: "cancel", reason: reason, actor: actor, old: old, new: new, day: stored.day,
            allocations: .release
        )
        try await database.withTransaction(attempts: 3) { transaction in
            _ = try await days.lock(stored.days, of: old.workshop.id, in: transaction)
            try await ledger.apply(change, in: transaction)
        }
        return new
    }
}
