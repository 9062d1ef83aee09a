import Contracts
import Foundation
import PostgreSQL

/// Calls an appointment off and frees what it took.
struct CancelAppointment: Sendable {
    let database: PostgresClient
    let days: DayStore
    let ledger: ScheduleLedger
    let policies: Policies
    let clock: any WallClock

    /// - Parameter version: the version the caller saw; nil where it does not matter.
    /// - Throws: for a customer what the policy refuses, `fee-applies` among it.
    func callAsFunction(
        _ stored: StoredAppointment, reason: ReasonCode, by actor: Actor, for grounds: ChangeGrounds = ChangeGrounds(),
        version: Int64? = nil, permit: ChangePermit = .byPolicy, along: AlongWithChange? = nil
    ) async throws -> AppointmentState {
        var grounds = grounds
        grounds.reason = reason
        let old = stored.state
        try old.check(version)
        let now = clock.now()
        let fee: Money?
        switch permit {
        case .byPolicy: fee = try await policies.admit(.cancel, of: old, by: actor, grounds, at: now, in: database)
        case .granted(_, let decided): fee = decided
        }
        let new = try old.cancelled(reason: reason.rawValue, by: actor, at: now).charged(fee, for: .cancel).granting(permit.request?.id)
        let change = ScheduleChange(
            event: .appointmentCancelled, action: "cancel", reason: reason.rawValue, note: grounds.note, granting: permit.request?.id,
            actor: actor, old: old, new: new, day: stored.day, allocations: .release
        )
        try await database.withTransaction(attempts: 3) { transaction in
            _ = try await days.lock(stored.days, of: old.workshop.id, in: transaction)
            try await ledger.apply(change, in: transaction)
            try await along?(new, transaction)
        }
        return new
    }
}
