import Contracts
import Foundation
import PostgreSQL

/// Visits, customers and vehicles: what features are made from. Only newer versions are taken.
enum HistoryStore {
    static func apply(_ states: [AppointmentState], at now: Date, in transaction: PostgresTransaction) async throws {
        let latest = states.latest()
        try await transaction.execute("""
            INSERT INTO visits AS known (appointment_id, version, customer_id, status, starts_at, booked_at, cancelled_at, price_amount,
                price_currency, labour_tenths, services, channel, recorded_at)
            SELECT v.*, \(now)::timestamptz FROM unnest(\(latest.map(\.id))::uuid[], \(latest.map(\.version))::bigint[],
                \(latest.map(\.customer.id))::uuid[], \(latest.map(\.status.rawValue))::text[], \(latest.map(\.start))::timestamptz[],
                \(latest.map(\.bookedAt))::timestamptz[], \(latest.map { $0.cancellation?.at })::timestamptz[],
                \(latest.map(\.price.amount))::bigint[], \(latest.map(\.price.currency))::text[],
                \(latest.map { max(0, $0.services.reduce(0) { $0 + $1.labourTenths }) })::int[], \(latest.map(\.services.count))::int[],
                \(latest.map(\.channel.rawValue))::text[]) AS v
            ON CONFLICT (appointment_id) DO UPDATE SET version = excluded.version, customer_id = excluded.customer_id,
                status = excluded.status, starts_at = excluded.starts_at, booked_at = excluded.booked_at,
                cancelled_at = excluded.cancelled_at, price_amount = excluded.price_amount, price_currency = excluded.price_currency,
                labour_tenths = excluded.labour_tenths, services = excluded.services, channel = excluded.channel,
                recorded_at = excluded.recorded_at
            WHERE known.version < excluded.version
            """)
    }

    /// An NPS counts from the moment it was first heard of.
    static func apply(_ events: [Event<CustomerState>], in transaction: PostgresTransaction) async throws {
        let latest = events.latest()
        let states = latest.map(\.payload)
        try await transaction.execute("""
            INSERT INTO customers AS known (id, version, since, nps, nps_at)
            SELECT c.id, c.version, c.since, c.nps, CASE WHEN c.nps IS NOT NULL THEN c.at END
            FROM unnest(\(states.map(\.id))::uuid[], \(states.map(\.version))::bigint[], \(states.map(\.since))::timestamptz[],
                \(states.map { $0.nps.flatMap { (0...10).contains($0) ? $0 : nil } })::int[], \(latest.map(\.time))::timestamptz[])
                AS c (id, version, since, nps, at)
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, since = excluded.since, nps = excluded.nps,
                nps_at = CASE WHEN known.nps IS NOT DISTINCT FROM excluded.nps THEN known.nps_at ELSE excluded.nps_at END
            WHERE known.version < excluded.version
            """)
    }

    static func apply(_ states: [VehicleState], in transaction: PostgresTransaction) async throws {
        let latest = states.latest()
        try await transaction.execute("""
            INSERT INTO vehicles AS known (id, version, customer_id, year, class)
            SELECT * FROM unnest(\(latest.map(\.vehicle.id))::uuid[], \(latest.map(\.version))::bigint[],
                \(latest.map(\.customerId))::uuid[], \(latest.map(\.vehicle.year))::int[],
                \(latest.map(\.vehicle.vehicleClass.rawValue))::text[])
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, customer_id = excluded.customer_id, year = excluded.year,
                class = excluded.class
            WHERE known.version < excluded.version
            """)
    }
}
