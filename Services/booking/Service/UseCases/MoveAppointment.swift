import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// Whether a change is bound by the policy, or was decided by somebody who may.
enum ChangePermit: Sendable {
    case byPolicy
    /// An advisor grants a request, for that fee.
    case granted(ExceptionState, fee: Money?)

    var request: ExceptionState? {
        guard case .granted(let request, _) = self else { return nil }
        return request
    }
}

/// What else belongs into a change's transaction; gets the appointment as it is then.
typealias AlongWithChange = @Sendable (AppointmentState, PostgresTransaction) async throws -> Void

/// Moves an appointment to another start, with whoever and wherever is free then.
struct MoveAppointment: Sendable {
    let database: PostgresClient
    let reservation: SlotReservation
    let alternatives: ProposeAlternatives
    let ledger: ScheduleLedger
    let policies: Policies
    let limits: BookingLimits
    let links: ManageLinks
    let clock: any WallClock

    /// - Parameters:
    ///   - wish: whom and where it has to be with; it is kept or the move refused.
    ///   - version: the version the caller saw; nil where it does not matter.
    /// - Throws: for a customer what the policy refuses, `fee-applies` among it; `slot-taken` with alternatives.
    func callAsFunction(
        _ stored: StoredAppointment, to start: Date, _ wish: PlaceWish = PlaceWish(), by actor: Actor,
        for grounds: ChangeGrounds = ChangeGrounds(), version: Int64? = nil, permit: ChangePermit = .byPolicy, along: AlongWithChange? = nil
    ) async throws -> AppointmentState {
        let old = stored.state
        try old.check(version)
        try old.checkRelease(start)
        let now = clock.now()
        let fee = try await fee(permit, old, to: start, by: actor, grounds, at: now)
        try limits.check(start, at: now)
        let wanted = WantedSlot(moving: stored, to: start, wish)
        return try await alternatives.explaining(wanted, for: Asker(moving: old, by: actor), in: database) {
            try await database.withTransaction(attempts: 3) { transaction in
                let moved = try await reservation.place(wanted, in: transaction, sharing: true) { slot in
                    var new = try old.moved(to: slot.visit, in: slot.model, at: now).countingMove(by: actor).charged(fee, for: .move)
                        .granting(permit.request?.id)
                    // The link outlives the appointment at its new time too.
                    new.manageUrl = links.url(for: new, generation: stored.linkGeneration)
                    let allocations = Allocation.all(of: slot.visit, for: new.id, in: slot.model)
                    let change = ScheduleChange(
                        event: .appointmentUpdated, action: "move", reason: grounds.reason?.rawValue, note: grounds.note,
                        granting: permit.request?.id, actor: actor, old: old, new: new, day: slot.day, allocations: .replace(allocations)
                    )
                    try await ledger.apply(change, in: transaction)
                    return new
                }
                try await along?(moved, transaction)
                return moved
            }
        }
    }

    private func fee(
        _ permit: ChangePermit, _ old: AppointmentState, to start: Date, by actor: Actor, _ grounds: ChangeGrounds, at now: Date
    ) async throws -> Money? {
        switch permit {
        case .byPolicy: try await policies.admit(.move, of: old, by: actor, grounds, to: start, at: now, in: database)
        case .granted(_, let fee): fee
        }
    }
}

extension AppointmentState {
    /// Whether this is the version a caller saw.
    func check(_ version: Int64?) throws(BookingError) {
        if let version, version != self.version { throw .versionMismatch }
    }
}
