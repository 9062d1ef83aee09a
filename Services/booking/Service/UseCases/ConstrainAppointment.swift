import Contracts
import Foundation
import PostgreSQL

/// Says from when on an appointment's work can begin, and whether it stays where it is when others are planned anew.
struct ConstrainAppointment: Sendable {
    let database: PostgresClient
    let days: DayStore
    let ledger: ScheduleLedger
    let limits: BookingLimits
    let clock: any WallClock

    /// - Parameters:
    ///   - release: no start before, though the present one may be: a new plan moves it; nil: whenever.
    ///   - version: the version the caller saw; nil where it does not matter.
    /// - Returns: the appointment, unchanged where it says so already.
    /// - Throws: `ValidationError`; `not-possible-now`, `version-mismatch`, `changed-meanwhile`.
    func release(
        _ stored: StoredAppointment, at release: Date?, by actor: Actor, for grounds: ChangeGrounds, version: Int64?
    ) async throws -> AppointmentState {
        let now = clock.now()
        var validation = Validation()
        grounds.validate(&validation)
        validation.requireWholeMinute(release, "release")
        let last = now.addingTimeInterval(Double(limits.horizonDays) * 86_400)
        validation.require(release.map { $0 <= last } ?? true, "release", "must not be further ahead than the calendar is open")
        try validation.finish()
        try stored.state.check(version)
        guard stored.state.release != release else { return stored.state }
        return try await apply("release", try stored.state.released(at: release, now: now), to: stored, by: actor, grounds)
    }

    /// The same for a pin.
    func pin(
        _ stored: StoredAppointment, _ isPinned: Bool, by actor: Actor, for grounds: ChangeGrounds, version: Int64?
    ) async throws -> AppointmentState {
        var validation = Validation()
        grounds.validate(&validation)
        try validation.finish()
        try stored.state.check(version)
        guard stored.state.pinned ?? false != isPinned else { return stored.state }
        let next = try stored.state.pinned(isPinned, now: clock.now())
        return try await apply(isPinned ? "pin" : "unpin", next, to: stored, by: actor, grounds)
    }

    private func apply(
        _ action: String, _ next: AppointmentState, to stored: StoredAppointment, by actor: Actor, _ grounds: ChangeGrounds
    ) async throws -> AppointmentState {
        let change = ScheduleChange(
            event: .appointmentUpdated, action: action, reason: grounds.reason?.rawValue, note: grounds.note, actor: actor,
            old: stored.state, new: next, day: stored.day, allocations: .keep
        )
        try await database.withTransaction(attempts: 3) { transaction in
            _ = try await days.lock(stored.days, of: next.workshop.id, in: transaction)
            try await ledger.apply(change, in: transaction)
        }
        return next
    }
}
