import Foundation
import PostgreSQL

/// How many bookings partners asked for on a day.
enum QuotaStore {
    /// Counts one more.
    /// - Returns: false where the day's are used up; nothing is counted then.
    static func count(_ caller: PartnerCaller, limit: Int, at now: Date, in transaction: PostgresTransaction) async throws -> Bool {
        try await transaction.execute("""
            INSERT INTO partner_days AS d (partner_id, environment, day, bookings)
            SELECT id, \(caller.environment), (\(now)::timestamptz AT TIME ZONE 'UTC')::date, 1 FROM partners
            WHERE id = \(caller.partner) AND coalesce(bookings_per_day, \(limit)::int) > 0
            ON CONFLICT (partner_id, environment, day) DO UPDATE SET bookings = d.bookings + 1
            WHERE d.bookings < coalesce((SELECT bookings_per_day FROM partners WHERE id = \(caller.partner)), \(limit)::int)
            """) == 1
    }
}
