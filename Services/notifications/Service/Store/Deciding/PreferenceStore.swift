import Contracts
import Foundation
import PostgreSQL

/// When people want to be written to.
enum PreferenceStore {
    static func find(_ person: UUID, in connection: some Querying) async throws -> ContactPreferences? {
        try await connection.query("SELECT * FROM contact_preferences WHERE person = \(person)").first.map { row in
            ContactPreferences(
                zone: try row.getIfPresent("zone"), quietFrom: try row.getIfPresent("quiet_from", as: Int.self).map(ClockTime.text),
                quietUntil: try row.getIfPresent("quiet_until", as: Int.self).map(ClockTime.text), pausedUntil: try row.getIfPresent("paused_until")
            )
        }
    }

    static func put(
        _ preferences: ContactPreferences, of person: UUID, by editor: String, at now: Date, in transaction: PostgresTransaction
    ) async throws {
        let hours = preferences.quietHours
        try await transaction.execute("""
            INSERT INTO contact_preferences (person, zone, quiet_from, quiet_until, paused_until, changed_by, changed_at)
            VALUES (\(person), \(preferences.zone), \(hours?.from), \(hours?.until), \(preferences.pausedUntil), \(editor), \(now))
            ON CONFLICT (person) DO UPDATE SET zone = EXCLUDED.zone, quiet_from = EXCLUDED.quiet_from, quiet_until = EXCLUDED.quiet_until,
                paused_until = EXCLUDED.paused_until, changed_by = EXCLUDED.changed_by, changed_at = EXCLUDED.changed_at
            """)
    }
}
