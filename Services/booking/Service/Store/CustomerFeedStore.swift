import Contracts
import Foundation
import PostgreSQL

/// Which customers have a calendar to subscribe to.
struct CustomerFeedStore: Sendable {
    /// The generation of the addresses that count; nil where the calendar is closed, or was never opened.
    func generation(of customer: UUID, in database: some Querying) async throws -> Int? {
        try await database.query("SELECT generation FROM customer_feeds WHERE customer_id = \(customer) AND is_open").first?.get("generation")
    }

    /// Opens the calendar; one that is open stays as it is. Addresses from before it was closed do not count again.
    func open(_ customer: UUID, in database: some Querying) async throws -> Int {
        try await database.query("""
            INSERT INTO customer_feeds AS f (customer_id) VALUES (\(customer))
            ON CONFLICT (customer_id) DO UPDATE SET is_open = true, generation = f.generation + CASE WHEN f.is_open THEN 0 ELSE 1 END
            RETURNING generation
            """).first?.get("generation") ?? 1
    }

    /// Voids every address given out; gives the generation of the next.
    func renew(_ customer: UUID, in database: some Querying) async throws -> Int {
        try await database.query("""
            INSERT INTO customer_feeds AS f (customer_id) VALUES (\(customer))
            ON CONFLICT (customer_id) DO UPDATE SET is_open = true, generation = f.generation + 1 RETURNING generation
            """).first?.get("generation") ?? 1
    }

    func close(_ customer: UUID, in database: PostgresClient) async throws {
        try await database.execute("UPDATE customer_feeds SET is_open = false WHERE customer_id = \(customer)")
    }
}
