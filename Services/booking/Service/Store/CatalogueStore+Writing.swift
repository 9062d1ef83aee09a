import Contracts
import Foundation
import PostgreSQL

/// Upserts of the catalogue. Each returns the version after a change, or nil where the same definition was there already.
extension CatalogueStore {
    func put(_ workshop: WorkshopDefinition, id: UUID, in transaction: PostgresTransaction) async throws -> Int64? {
        try await transaction.query("""
            INSERT INTO workshops (id, name, active, definition)
            VALUES (\(id), \(workshop.name), \(workshop.active ?? true), \(json: workshop))
            ON CONFLICT (id) DO UPDATE SET
                name = excluded.name, active = excluded.active, definition = excluded.definition,
                version = workshops.version + 1, revision = workshops.revision + 1
            WHERE workshops.definition IS DISTINCT FROM excluded.definition
            RETURNING version
            """).first?.get("version")
    }

    func put(_ service: ServiceDefinition, id: UUID, in transaction: PostgresTransaction) async throws -> Int64? {
        let version: Int64? = try await transaction.query("""
            INSERT INTO services (id, code, active, definition)
            VALUES (\(id), \(service.code), \(service.active ?? true), \(json: service))
            ON CONFLICT (id) DO UPDATE SET
                code = excluded.code, active = excluded.active, definition = excluded.definition, version = services.version + 1
            WHERE services.definition IS DISTINCT FROM excluded.definition
            RETURNING version
            """).first?.get("version")
        if version != nil {
            // In the order of ids, so that two such changes cannot wait for each other.
            try await transaction.execute("""
                UPDATE workshops SET revision = revision + 1
                WHERE id IN (SELECT id FROM workshops ORDER BY id FOR NO KEY UPDATE)
                """)
        }
        return version
    }

    func put(_ technician: TechnicianDefinition, id: UUID, in transaction: PostgresTransaction) async throws -> Int64? {
        try await put(technician, of: technician.workshopId, active: technician.active, table: "technicians", id: id, in: transaction)
    }

    func put(_ bay: BayDefinition, id: UUID, in transaction: PostgresTransaction) async throws -> Int64? {
        try await put(bay, of: bay.workshopId, active: bay.active, table: "bays", id: id, in: transaction)
    }

    func put(_ tool: ToolDefinition, id: UUID, in transaction: PostgresTransaction) async throws -> Int64? {
        try await put(tool, of: tool.workshopId, active: tool.active, table: "tools", id: id, in: transaction)
    }

    /// A resource that changes workshop changes the revision of both.
    private func put(
        _ definition: some Encodable, of workshop: UUID, active: Bool?, table: String, id: UUID, in transaction: PostgresTransaction
    ) async throws -> Int64? {
        let old = try await transaction.query("""
            SELECT workshop_id FROM \(identifier: table) WHERE id = \(id) FOR NO KEY UPDATE
            """).first?.get("workshop_id", as: UUID.self)
        let known = try await transaction.query("SELECT 1 FROM workshops WHERE id = \(workshop) FOR KEY SHARE")
        guard !known.isEmpty else { throw BookingError.unknownWorkshop }
        let version: Int64? = try await transaction.query("""
            INSERT INTO \(identifier: table) AS resource (id, workshop_id, active, definition)
            VALUES (\(id), \(workshop), \(active ?? true), \(json: definition))
            ON CONFLICT (id) DO UPDATE SET
                workshop_id = excluded.workshop_id, active = excluded.active, definition = excluded.definition,
                version = resource.version + 1
            WHERE resource.definition IS DISTINCT FROM excluded.definition
            RETURNING version
            """).first?.get("version")
        if version != nil {
            try await transaction.execute("""
                UPDATE workshops SET revision = revision + 1
                WHERE id IN (SELECT id FROM workshops WHERE id = ANY(\([workshop, old ?? workshop])) ORDER BY id FOR NO KEY UPDATE)
                """)
        }
        return version
    }
}
