import Contracts
import Foundation
import PostgreSQL

/// Makes what is held of a customer words that tell nothing. Ids stay, and what was done and paid.
enum ErasureStore {
    /// Whether the customer has a visit ahead or under way.
    static func hasOpenVisit(_ customer: UUID, in database: some Querying) async throws -> Bool {
        try await !database.query("""
            SELECT 1 FROM visits WHERE customer_id = \(customer) AND status IN ('booked', 'checked_in', 'started') LIMIT 1
            """).isEmpty
    }

    /// One version on. An address of its own, as addresses are unique; nobody can have the domain (RFC 2606).
    static func erase(_ customer: UUID, at now: Date, in transaction: PostgresTransaction) async throws -> CustomerState? {
        try await transaction.query("""
            UPDATE customers SET version = version + 1, name = 'erased', email = 'erased-' || id || '@erased.invalid', phone = NULL,
                nps = NULL, contact_at = \(now)
            WHERE id = \(customer) RETURNING id, version, name, email, phone, locale, since, nps
            """).first.map(CustomerStore.customer)
    }

    static func eraseVehicles(of customer: UUID, at now: Date, in transaction: PostgresTransaction) async throws -> [VehicleState] {
        try await transaction.query("""
            UPDATE vehicles SET version = version + 1, plate = 'erased', plate_key = '', vin = NULL, described_at = \(now)
            WHERE customer_id = \(customer) RETURNING \(unescaped: CustomerStore.vehicleColumns)
            """).map(CustomerStore.vehicle)
    }

    /// - Parameter ids: the customer's, and the others they are known by.
    static func eraseVisits(of customer: UUID, _ ids: [UUID]) -> [SQL] {
        [
            "UPDATE visits SET plate = 'erased' WHERE customer_id = \(customer)",
            "DELETE FROM churn_scores WHERE customer_id = ANY(\(ids)::uuid[])",
        ]
    }
}
