import Contracts
import Foundation
import PostgreSQL

/// Appointments as visits of customers.
enum VisitStore {
    /// A service of a visit, as kept in the row.
    struct Line: Codable, Sendable {
        let code: String
        let name: String
    }

    /// Writes what is newer than what is known. Ids must be distinct.
    /// - Returns: the customers who have completed a visit by this.
    static func apply(_ states: [AppointmentState], of customers: [UUID], in transaction: PostgresTransaction) async throws -> Set<UUID> {
        let services = states.map { state in state.services.map { Line(code: $0.code, name: $0.name) } }
        let rows = try await transaction.query("""
            INSERT INTO visits AS known (appointment_id, customer_id, version, status, starts_at, ends_at, workshop_id, workshop_name,
                time_zone, plate, services, price_amount, price_currency)
            SELECT * FROM unnest(\(states.map(\.id))::uuid[], \(customers)::uuid[], \(states.map(\.version))::bigint[],
                \(states.map(\.status.rawValue))::text[], \(states.map(\.start))::timestamptz[], \(states.map(\.end))::timestamptz[],
                \(states.map(\.workshop.id))::uuid[], \(states.map(\.workshop.name))::text[], \(states.map(\.workshop.timeZone))::text[],
                \(states.map(\.vehicle.plate))::text[], \(jsonEach: services)::jsonb[], \(states.map { Int64($0.price.amount) })::bigint[],
                \(states.map(\.price.currency))::text[])
            ON CONFLICT (appointment_id) DO UPDATE SET customer_id = excluded.customer_id, version = excluded.version,
                status = excluded.status, starts_at = excluded.starts_at, ends_at = excluded.ends_at, workshop_id = excluded.workshop_id,
                workshop_name = excluded.workshop_name, time_zone = excluded.time_zone, plate = excluded.plate,
                services = excluded.services, price_amount = excluded.price_amount, price_currency = excluded.price_currency
            WHERE known.version < excluded.version
            RETURNING customer_id, status
            """)
        let completed = try rows.filter { try $0.get("status", as: String.self) == AppointmentStatus.completed.rawValue }
        return Set(try completed.map { try $0.get("customer_id") })
    }
}
