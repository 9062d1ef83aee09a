import Contracts
import Foundation
import PostgreSQL

extension AppointmentStore {
    /// What began on an earlier day and has people, bays or tools on a workshop's days, by time, but what was cancelled.
    func reaching(
        into first: LocalDate, through last: LocalDate, of workshop: UUID, in database: some Querying
    ) async throws -> [AppointmentState] {
        try await database.query("""
            SELECT state FROM appointments
            WHERE status <> 'cancelled' AND day < \(first.description)::date AND id IN (
                SELECT appointment_id FROM allocations
                WHERE workshop_id = \(workshop) AND day BETWEEN \(first.description)::date AND \(last.description)::date
                    AND active AND NOT is_hold)
            ORDER BY starts_at, id
            """).map { try $0.json("state") }
    }
}
