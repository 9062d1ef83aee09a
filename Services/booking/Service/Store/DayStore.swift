import Contracts
import Foundation
import PostgreSQL

/// The lock and version of a workshop's days.
struct DayStore: Sendable {
    /// Holds the days until the transaction ends, in the order of dates, so that nobody waits in a circle.
    /// - Returns: the version each day has after this transaction.
    func lock(_ days: Set<LocalDate>, of workshop: UUID, in transaction: PostgresTransaction) async throws -> [LocalDate: Int64] {
        var versions: [LocalDate: Int64] = [:]
        for day in days.sorted() {
            let rows = try await transaction.query("""
                INSERT INTO workshop_days AS d (workshop_id, day, version) VALUES (\(workshop), \(day.description)::date, 1)
                ON CONFLICT (workshop_id, day) DO UPDATE SET version = d.version + 1
                RETURNING version
                """)
            versions[day] = try rows.first?.get("version")
        }
        return versions
    }

    func version(of day: LocalDate, of workshop: UUID, in database: some Querying) async throws -> Int64 {
        let rows = try await database.query("""
            SELECT version FROM workshop_days WHERE workshop_id = \(workshop) AND day = \(day.description)::date
            """)
        return try rows.first?.get("version") ?? 0
    }
}
