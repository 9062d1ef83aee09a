import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// Many days of a workshop at once, for imports.
struct HistoryStore: Sendable {
    /// Holds the days until the transaction ends, in the order of dates; what has expired in the workshop is removed.
    func lock(_ days: Set<LocalDate>, of workshop: UUID, at now: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.pipeline(["""
            INSERT INTO workshop_days AS d (workshop_id, day, version)
            SELECT \(workshop), day, 1 FROM unnest(\(days.sorted().map(\.description))::date[]) AS day
            ON CONFLICT (workshop_id, day) DO UPDATE SET version = d.version + 1
            """, DayStore.removeExpiredHolds(of: workshop, at: now)])
    }

    func reservations(_ days: Set<LocalDate>, of workshop: UUID, in database: some Querying) async throws -> [Reservation] {
        try await database.query("""
            SELECT appointment_id, resource_id, (extract(epoch FROM lower(during)) / 60)::bigint AS first,
                (extract(epoch FROM upper(during)) / 60)::bigint AS last
            FROM allocations
            WHERE workshop_id = \(workshop) AND day = ANY(\(days.map(\.description))::date[]) AND active
            """).map {
            let (first, last): (Int, Int) = (try $0.get("first"), try $0.get("last"))
            return Reservation(
                resource: try $0.get("resource_id"), owner: try $0.get("appointment_id"), minutes: first..<max(first, last)
            )
        }
    }
}
