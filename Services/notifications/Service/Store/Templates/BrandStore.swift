import Contracts
import Foundation
import PostgreSQL

/// As whom workshops speak.
enum BrandStore {
    struct Stored: Sendable {
        let name: String
        let brand: Brand
        /// 0 for the default brand before anybody has set it.
        let revision: Int64
    }

    /// By name; the default one is always among them.
    static func all(in database: some Querying) async throws -> [Stored] {
        let stored = try await database.query("SELECT name, definition, revision FROM brands ORDER BY name LIMIT 500").map(stored)
        guard !stored.contains(where: { $0.name == Brand.defaultName }) else { return stored }
        return [Stored(name: Brand.defaultName, brand: .standard, revision: 0)] + stored
    }

    static func find(_ name: String, in database: some Querying) async throws -> Stored? {
        let row = try await database.query("SELECT name, definition, revision FROM brands WHERE name = \(name)").first
        if let row { return try stored(row) }
        return name == Brand.defaultName ? Stored(name: name, brand: .standard, revision: 0) : nil
    }

    /// Nobody else changes brands until the transaction ends.
    static func hold(in transaction: PostgresTransaction) async throws {
        _ = try await transaction.query("SELECT revision FROM template_revision FOR UPDATE")
    }

    static func put(_ brand: Brand, as name: String, by editor: String, at now: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            INSERT INTO brands (name, definition, changed_by, changed_at) VALUES (\(name), \(json: brand), \(editor), \(now))
            ON CONFLICT (name) DO UPDATE SET definition = excluded.definition, revision = brands.revision + 1, changed_by = excluded.changed_by,
                changed_at = excluded.changed_at
            """)
        try await transaction.execute("DELETE FROM brand_workshops WHERE brand = \(name)")
        try await transaction.execute("INSERT INTO brand_workshops SELECT workshop, \(name) FROM unnest(\(brand.workshops)::uuid[]) AS workshop")
        try await TemplateStore.bumpRevision(in: transaction)
    }

    /// A workshop of these that speaks as another brand.
    static func taken(_ workshops: [UUID], but name: String, in transaction: PostgresTransaction) async throws -> UUID? {
        try await transaction.query("""
            SELECT workshop_id FROM brand_workshops WHERE workshop_id = ANY(\(workshops)::uuid[]) AND brand <> \(name) LIMIT 1
            """).first?.get("workshop_id")
    }

    private static func stored(_ row: PostgresRow) throws -> Stored {
        Stored(name: try row.get("name"), brand: try row.json("definition"), revision: try row.get("revision"))
    }
}
