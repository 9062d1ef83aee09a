import Contracts
import Foundation
import PostgreSQL

/// The parts list as people edit it.
enum PartStore {
    struct Part: Codable, Sendable {
        let id: UUID
        let workshopId: UUID
        let sku: String
        let name: String
        let onHand: Int
        let reserved: Int
    }

    static func list(workshop: UUID, after sku: String?, limit: Int, in database: PostgresClient) async throws -> [Part] {
        try await database.query("""
            SELECT * FROM parts WHERE workshop_id = \(workshop) AND (\(sku)::text IS NULL OR sku > \(sku)) ORDER BY sku LIMIT \(limit)
            """).map(part)
    }

    /// Adds a part, or renames and recounts it.
    /// - Throws: `StockError.belowReserved` where fewer would be on hand than are set aside.
    static func put(_ part: Part, in database: PostgresClient) async throws -> Part {
        do {
            let row = try await database.query("""
                INSERT INTO parts (id, workshop_id, sku, name, on_hand)
                VALUES (\(part.id), \(part.workshopId), \(part.sku), \(part.name), \(part.onHand))
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, on_hand = excluded.on_hand RETURNING *
                """).first
            guard let row else { throw StockError.unknownPart }
            return try Self.part(row)
        } catch let error as PostgresError where error.sqlState == "23514" {
            throw StockError.belowReserved
        } catch let error as PostgresError where error.sqlState == "23505" {
            throw StockError.skuTaken
        }
    }

    /// Adds received goods. - Returns: the part, or nil where there is none of that id.
    static func receive(_ quantity: Int, part: UUID, in transaction: PostgresTransaction) async throws -> Part? {
        try await transaction.query("UPDATE parts SET on_hand = on_hand + \(quantity) WHERE id = \(part) RETURNING *").first.map(Self.part)
    }

    static func note(
        receipt: UUID, of quantity: Int, part: UUID, by who: String, at time: Date, in transaction: PostgresTransaction
    ) async throws {
        try await transaction.execute("""
            INSERT INTO receipts (id, part_id, quantity, received_by, received_at) VALUES (\(receipt), \(part), \(quantity), \(who), \(time))
            """)
    }

    private static func part(_ row: PostgresRow) throws -> Part {
        Part(
            id: try row.get("id"), workshopId: try row.get("workshop_id"), sku: try row.get("sku"), name: try row.get("name"),
            onHand: try row.get("on_hand"), reserved: try row.get("reserved")
        )
    }
}
