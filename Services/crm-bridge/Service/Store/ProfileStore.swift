import Contracts
import Foundation
import PostgreSQL

/// Customers as staff see them.
enum ProfileStore {
    /// The latest score of customer `c`, whichever of the customer's ids it was made for.
    static let latestScore: SQL = """
        SELECT probability, horizon_days, reasons, scored_at FROM churn_scores
        WHERE customer_id = c.id OR customer_id IN (SELECT alias_id FROM customer_aliases WHERE customer_aliases.customer_id = c.id)
        ORDER BY scored_at DESC LIMIT 1
        """

    /// Customers by name, from the one after the cursor; with words, only those that have each of them, or a vehicle whose plate begins so.
    static func find(_ search: CustomerSearch, after cursor: UUID?, limit: Int, in database: PostgresClient) async throws -> [CustomerState] {
        var conditions: SQL = "true"
        if let words = search.words {
            conditions = """
                id IN (SELECT id FROM customers WHERE search @@ to_tsquery('simple', \(words))
                       UNION SELECT customer_id FROM vehicles WHERE plate_key LIKE \(search.plate + "%"))
                """
        }
        if let cursor {
            conditions = "\(fragment: conditions) AND (lower(name), id) > (SELECT lower(name), id FROM customers WHERE id = \(cursor))"
        }
        return try await database.query("""
            SELECT id, version, name, email, phone, locale, since, nps FROM customers WHERE \(fragment: conditions)
            ORDER BY lower(name), id LIMIT \(limit)
            """).map(CustomerStore.customer)
    }

    /// The ids a customer had before.
    static func aliases(of customer: UUID, in connection: some Querying) async throws -> [UUID] {
        try await connection.query("SELECT alias_id FROM customer_aliases WHERE customer_id = \(customer) ORDER BY alias_id")
            .map { try $0.get("alias_id") }
    }

    /// A customer's version, or nil where there is none.
    static func customer(_ id: UUID, in connection: some Querying) async throws -> CustomerState? {
        try await connection.query("""
            SELECT id, version, name, email, phone, locale, since, nps FROM customers
            WHERE id = coalesce((SELECT customer_id FROM customer_aliases WHERE alias_id = \(id)), \(id))
            """).first.map(CustomerStore.customer)
    }

    static func vehicles(of customer: UUID, in database: PostgresClient) async throws -> [VehicleDescription] {
        try await database.query("""
            SELECT \(unescaped: CustomerStore.vehicleColumns) FROM vehicles WHERE customer_id = \(customer)
            ORDER BY described_at DESC, id LIMIT 100
            """).map { try CustomerStore.vehicle($0).vehicle }
    }

    /// The latest visits first.
    static func visits(of customer: UUID, in database: PostgresClient) async throws -> [CustomerVisit] {
        try await database.query("""
            SELECT * FROM visits WHERE customer_id = \(customer) ORDER BY starts_at DESC LIMIT 200
            """).map { row in
            CustomerVisit(
                appointmentId: try row.get("appointment_id"), start: try row.get("starts_at"), end: try row.get("ends_at"),
                status: try row.get("status"),
                workshop: CustomerVisit.Workshop(
                    id: try row.get("workshop_id"), name: try row.get("workshop_name"), timeZone: try row.get("time_zone")
                ),
                vehicle: CustomerVisit.Vehicle(plate: try row.get("plate")), services: try row.json("services"),
                price: Money(amount: try row.get("price_amount"), currency: try row.get("price_currency"))
            )
        }
    }

    /// What completed visits have cost, by currency.
    static func spend(of customer: UUID, in database: PostgresClient) async throws -> [Money] {
        try await database.query("""
            SELECT sum(price_amount)::bigint AS amount, price_currency AS currency FROM visits
            WHERE customer_id = \(customer) AND status = 'completed' GROUP BY price_currency ORDER BY price_currency
            """).map { Money(amount: try $0.get("amount"), currency: try $0.get("currency")) }
    }

    static func churn(of customer: UUID, in database: PostgresClient) async throws -> CustomerChurn? {
        try await database.query("SELECT s.* FROM customers c CROSS JOIN LATERAL (\(fragment: latestScore)) s WHERE c.id = \(customer)")
            .first.map { row in
                CustomerChurn(
                    probability: try row.get("probability"), horizonDays: try row.get("horizon_days"), reasons: try row.json("reasons"),
                    scoredAt: try row.get("scored_at")
                )
            }
    }
}
