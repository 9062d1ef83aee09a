import Contracts
import Foundation
import PostgreSQL

/// The stock of each workshop, and what job cards have of it.
enum StockStore {
    struct Stock: Sendable {
        let name: String
        let free: Int
    }

    /// Locks the stock of some SKUs, always in the same order, so that two cards cannot deadlock.
    static func lock(_ skus: [String], workshop: UUID, in transaction: PostgresTransaction) async throws -> [String: Stock] {
        let rows = try await transaction.query("""
            SELECT sku, name, on_hand - reserved AS free FROM parts
            WHERE workshop_id = \(workshop) AND sku = ANY(\(skus)::text[]) ORDER BY sku FOR UPDATE
            """)
        return Dictionary(try rows.map { (try $0.get("sku"), Stock(name: try $0.get("name"), free: try $0.get("free"))) }) { first, _ in first }
    }

    /// The SKUs that any of these cards has or lacks.
    static func skus(of jobcards: [UUID], in transaction: PostgresTransaction) async throws -> Set<String> {
        Set(try await transaction.query("SELECT DISTINCT sku FROM jobcard_parts WHERE jobcard_id = ANY(\(jobcards)::uuid[])").map {
            try $0.get("sku")
        })
    }

    static func allocations(of jobcard: UUID, in transaction: PostgresTransaction) async throws -> [String: Allocation] {
        let rows = try await transaction.query("SELECT sku, needed, reserved FROM jobcard_parts WHERE jobcard_id = \(jobcard)")
        return Dictionary(try rows.map {
            (try $0.get("sku"), Allocation(needed: try $0.get("needed"), reserved: try $0.get("reserved")))
        }) { first, _ in first }
    }

    /// Writes a new allocation and moves the stock's reservation by the difference.
    static func set(
        _ allocation: Allocation, before: Allocation?, sku: String, jobcard: UUID, workshop: UUID, in transaction: PostgresTransaction
    ) async throws {
        let change = allocation.reserved - (before?.reserved ?? 0)
        try await transaction.execute("""
            INSERT INTO jobcard_parts (jobcard_id, sku, needed, reserved) VALUES (\(jobcard), \(sku), \(allocation.needed), \(allocation.reserved))
            ON CONFLICT (jobcard_id, sku) DO UPDATE SET needed = excluded.needed, reserved = excluded.reserved
            """)
        guard change != 0 else { return }
        try await transaction.execute("UPDATE parts SET reserved = reserved + \(change) WHERE workshop_id = \(workshop) AND sku = \(sku)")
    }

    /// Takes what a finished card had set aside out of the stock; it needs nothing any more.
    static func consume(jobcard: UUID, workshop: UUID, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            WITH used AS (UPDATE jobcard_parts SET reserved = 0, needed = 0 FROM (SELECT sku, reserved FROM jobcard_parts
                              WHERE jobcard_id = \(jobcard) FOR UPDATE) old
                          WHERE jobcard_parts.jobcard_id = \(jobcard) AND jobcard_parts.sku = old.sku RETURNING old.sku, old.reserved)
            UPDATE parts SET on_hand = on_hand - used.reserved, reserved = parts.reserved - used.reserved
            FROM used WHERE parts.workshop_id = \(workshop) AND parts.sku = used.sku
            """)
    }
}
