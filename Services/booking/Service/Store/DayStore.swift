import Contracts
import Foundation
import PostgreSQL

/// The lock and version of a workshop's days.
struct DayStore: Sendable {
    let clock: any WallClock

    /// Holds the days until the transaction ends, in the order of dates, so that nobody waits in a circle. What has expired in the
    /// workshop is removed, so that the exclusion constraint does not refuse for its sake.
    /// - Returns: the version each day has after this transaction.
    func lock(_ days: Set<LocalDate>, of workshop: UUID, in transaction: PostgresTransaction) async throws -> [LocalDate: Int64] {
        let dates = days.sorted()
        let locks: [SQL] = dates.map { day in
            """
            INSERT INTO workshop_days AS d (workshop_id, day, version) VALUES (\(workshop), \(day.description)::date, 1)
            ON CONFLICT (workshop_id, day) DO UPDATE SET version = d.version + 1
            RETURNING version
            """
        }
        let rows = try await transaction.pipeline(locks + [Self.removeExpiredHolds(of: workshop, at: clock.now())])
        return try zip(dates, rows).reduce(into: [:]) { versions, day in versions[day.0] = try day.1.first?.get("version") }
    }

    /// Readers leave them out by their time, so no day changes by this. One that somebody else removes at the moment is left to them.
    static func removeExpiredHolds(of workshop: UUID, at now: Date) -> SQL {
        """
        DELETE FROM holds WHERE id IN (
            SELECT id FROM holds WHERE workshop_id = \(workshop) AND expires_at <= \(now) FOR UPDATE SKIP LOCKED)
        """
    }

    func version(of day: LocalDate, of workshop: UUID, in database: some Querying) async throws -> Int64 {
        let rows = try await database.query("""
            SELECT version FROM workshop_days WHERE workshop_id = \(workshop) AND day = \(day.description)::date
            """)
        return try rows.first?.get("version") ?? 0
    }
}
