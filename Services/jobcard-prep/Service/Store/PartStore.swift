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
    /// - Throws: `StockError.belowReserved` where fewer would be on hand than are set aside; `partDiffers` where the id is that of another
    ///   SKU or workshop: cards know their parts by these.
    static func put(_ part: Part, in transaction: PostgresTransaction) async throws -> Part {
        do {
            let row = try await transaction.query("""
                INSERT INTO parts AS known (id, workshop_id, sku, name, on_hand)
                VALUES (\(part.id), \(part.workshopId), \(part.sku), \(part.name), \(part.onHand))
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, on_hand = excluded.on_hand
                WHERE (known.workshop_id, known.sku) = (excluded.workshop_id, excluded.sku) RETURNING *
                """).first
            guard let row else { throw StockError.partDiffers }
            return try Self.part(row)
        } catch let error as PostgresError where error.sqlState == "23514" {
            throw StockError.belowReserved
        } catch let error as PostgresError where error.sqlState == "23505" {
            throw StockError.skuTaken
        }
    }

    static func find(_ id: UUID, in transaction: PostgresTransaction) async throws -> Part? {
        try await transaction.query("SELECT * FROM parts WHERE id = \(id)").first.map(Self.part)
    }

    /// Adds received goods.
    static func receive(_ quantity: Int, part: UUID, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("UPDATE parts SET on_hand = on_hand + \(quantity) WHERE id = \(part)")
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
