import Contracts
import Foundation
import PostgreSQL

/// The appointment facts.
enum AppointmentStore {
    /// Writes what is newer than what is known; a fact's services go with it. Ids must be distinct and in order.
    static func apply(_ facts: [AppointmentFact], in transaction: PostgresTransaction) async throws {
        let changed = try await upsert(facts, in: transaction)
        guard !changed.isEmpty else { return }
        try await transaction.execute("DELETE FROM appointment_services WHERE appointment_id = ANY(\(Array(changed))::uuid[])")
        let lines = facts.filter { changed.contains($0.state.id) }.flatMap { fact in
            Set(fact.state.services.map(\.code)).map { (fact.state.id, $0) }
        }
        try await transaction.execute("""
            INSERT INTO appointment_services (appointment_id, code)
            SELECT * FROM unnest(\(lines.map(\.0))::uuid[], \(lines.map(\.1))::text[])
            """)
    }

    private static func upsert(_ facts: [AppointmentFact], in transaction: PostgresTransaction) async throws -> Set<UUID> {
        let states = facts.map(\.state)
        let rows = try await transaction.query("""
            INSERT INTO appointments AS known (id, version, workshop_id, technician_id, customer_id, channel, status, starts_at, ends_at,
                local_day, booked_at, cancel_reason, cancelled_by, price_amount, price_currency)
            SELECT * FROM unnest(\(states.map(\.id))::uuid[], \(states.map(\.version))::bigint[], \(states.map(\.workshop.id))::uuid[],
                \(states.map(\.technician.id))::uuid[], \(states.map(\.customer.id))::uuid[], \(states.map(\.channel.rawValue))::text[],
                \(states.map(\.status.rawValue))::text[], \(states.map(\.start))::timestamptz[], \(states.map(\.end))::timestamptz[],
                \(facts.map(\.localDay.description))::date[], \(states.map(\.bookedAt))::timestamptz[],
                \(states.map { $0.cancellation?.reason })::text[], \(states.map { $0.cancellation?.by.rawValue })::text[],
                \(states.map { Int64($0.price.amount) })::bigint[], \(states.map(\.price.currency))::text[])
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, workshop_id = excluded.workshop_id,
                technician_id = excluded.technician_id, customer_id = excluded.customer_id, channel = excluded.channel,
                status = excluded.status, starts_at = excluded.starts_at, ends_at = excluded.ends_at, local_day = excluded.local_day,
                cancel_reason = excluded.cancel_reason, cancelled_by = excluded.cancelled_by, price_amount = excluded.price_amount,
                price_currency = excluded.price_currency
            WHERE known.version < excluded.version
            RETURNING id
            """)
        return Set(try rows.map { try $0.get("id", as: UUID.self) })
    }
}
