import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// Moves an appointment to another start, with whoever and wherever is free then.
struct MoveAppointment: Sendable {
    let database: PostgresClient
    let reservation: SlotReservation
    let alternatives: ProposeAlternatives
    let ledger: ScheduleLedger
    let policy: ChangePolicy
    let limits: BookingLimits
    let links: ManageLinks
    let clock: any WallClock

    /// - Parameters:
    ///   - wish: whom and where it has to be with; it is kept or the move refused.
    ///   - version: the version the caller saw; nil where it does not matter.
    /// - Throws: `policy-window` for a customer too late, `slot-taken` with alternatives.
    func callAsFunction(
        _ stored: StoredAppointment, to start: Date, _ wish: PlaceWish = PlaceWish(), by actor: Actor, version: Int64? = nil
    ) async throws -> AppointmentState {
        let old = stored.state
        try old.check(version)
        let now = clock.now()
        if actor.kind == .customer { try policy.mayMove(old, at: now) }
        try limits.check(start, at: now)
        let wanted = WantedSlot(moving: stored, to: start, wish)
        return try await alternatives.explaining(wanted, in: database) {
            try await database.withTransaction(attempts: 3) { transaction in
                try await reservation.place(wanted, in: transaction, sharing: true) { slot in
                    var new = try old.moved(to: slot.visit, in: slot.model, at: now)
                    // The link outlives the appointment at its new time too.
                    new.manageUrl = links.url(for: new, generation: stored.linkGeneration)
                    let allocations = Allocation.all(of: slot.visit, for: new.id, in: slot.model)
                    let change = ScheduleChange(
                        event: .appointmentUpdated, action: "move", actor: actor, old: old, new: new, day: slot.day,
                        allocations: .replace(allocations)
                    )
                    try await ledger.apply(change, in: transaction)
                    return new
                }
            }
        }
    }
}

extension AppointmentState {
    /// Whether this is the version a caller saw.
    func check(_ version: Int64?) throws(BookingError) {
        if let version, version != self.version { throw .versionMismatch }
    }
}
