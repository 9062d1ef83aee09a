import Contracts
import Foundation
import PostgreSQL

/// Gives an appointment another link and voids those given out: for one that has got into wrong hands.
struct RenewLink: Sendable {
    let database: PostgresClient
    let days: DayStore
    let appointments: AppointmentStore
    let ledger: ScheduleLedger
    let links: ManageLinks
    let clock: any WallClock

    /// - Returns: the appointment with its new link.
    func callAsFunction(_ stored: StoredAppointment, by actor: Actor, version: Int64? = nil) async throws -> AppointmentState {
        let old = stored.state
        try old.check(version)
        let generation = stored.linkGeneration + 1
        let new = try old.relinked(links.url(for: old, generation: generation), at: clock.now())
        let change = ScheduleChange(
            event: .appointmentUpdated, action: "renew link", actor: actor, old: old, new: new, day: stored.day, allocations: .keep
        )
        try await database.withTransaction(attempts: 3) { transaction in
            _ = try await days.lock(stored.days, of: old.workshop.id, in: transaction)
            try await ledger.apply(change, in: transaction)
            try await transaction.execute(appointments.setLinkGeneration(generation, of: old.id))
        }
        return new
    }
}
