import Contracts
import Foundation
import PostgreSQL

extension HistoryStore {
    /// The histories of these customers; one nobody knows anything of comes back without visits.
    static func histories(of customers: [UUID], in transaction: PostgresTransaction) async throws -> [CustomerHistory] {
        let results = try await transaction.pipeline([
            profiles("WHERE customer_id = ANY(\(customers)::uuid[])"), visits("WHERE customer_id = ANY(\(customers)::uuid[])"),
        ])
        return try assemble(profiles: results[0], visits: results[1])
    }

    /// Every customer with an appointment, for training.
    static func allHistories(in transaction: PostgresTransaction) async throws -> [CustomerHistory] {
        let results = try await transaction.pipeline([profiles(""), visits("")])
        return try assemble(profiles: results[0], visits: results[1])
    }

    /// How many customers' first completed visit lies before a moment, and when history was loaded last.
    static func trainable(before moment: Date, in transaction: PostgresTransaction) async throws -> (customers: Int, importedAt: Date?) {
        let rows = try await transaction.query("""
            SELECT (SELECT count(DISTINCT customer_id) FROM visits WHERE status = 'completed' AND starts_at < \(moment)) AS customers,
                   (SELECT max(recorded_at) FROM visits WHERE channel = 'import') AS imported_at
            """)
        guard let row = rows.first else { return (0, nil) }
        return (try row.get("customers"), try row.getIfPresent("imported_at"))
    }

    private static func profiles(_ condition: SQL) -> SQL {
        """
        SELECT ids.id, c.since, c.nps, c.nps_at, (SELECT max(year) FROM vehicles v WHERE v.customer_id = ids.id) AS vehicle_year
        FROM (SELECT DISTINCT customer_id AS id FROM visits \(fragment: condition)) AS ids LEFT JOIN customers c ON c.id = ids.id
        """
    }

    private static func visits(_ condition: SQL) -> SQL {
        """
        SELECT customer_id, status, starts_at, booked_at, cancelled_at, price_amount, price_currency, labour_tenths
        FROM visits \(fragment: condition)
        """
    }

    private static func assemble(profiles: [PostgresRow], visits: [PostgresRow]) throws -> [CustomerHistory] {
        var known: [UUID: [Visit]] = [:]
        for row in visits {
            known[try row.get("customer_id"), default: []].append(Visit(
                status: try row.get("status"), start: try row.get("starts_at"), bookedAt: try row.get("booked_at"),
                cancelledAt: try row.getIfPresent("cancelled_at"),
                price: Money(amount: try row.get("price_amount"), currency: try row.get("price_currency")),
                labourTenths: try row.get("labour_tenths")
            ))
        }
        return try profiles.map { row in
            let id: UUID = try row.get("id")
            return CustomerHistory(
                id: id, since: try row.getIfPresent("since"), nps: try row.getIfPresent("nps"), npsAt: try row.getIfPresent("nps_at"),
                vehicleYear: try row.getIfPresent("vehicle_year"), visits: known[id] ?? []
            )
        }.sorted { $0.id.text < $1.id.text }
    }
}
