import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// Reads the catalogue.
struct CatalogueStore: Sendable {
    /// A workshop with everything that can be booked there; nil if there is none or it is closed down.
    func model(of workshop: UUID, in database: some Querying) async throws -> WorkshopModel? {
        // The revision is read first: what is read after it is at least as new, and the next comparison tells if it was newer.
        let head = try await database.query("SELECT revision, definition FROM workshops WHERE id = \(workshop) AND active").first
        guard let head else { return nil }
        let definition: WorkshopDefinition = try head.json("definition")
        let cells = definition.plansByExperience == true ? try await DurationStore().cells(of: workshop, in: database) : nil
        return WorkshopModel(
            id: workshop, revision: try head.get("revision"), definition: definition,
            technicians: try await definitions("technicians", of: workshop, in: database),
            bays: try await definitions("bays", of: workshop, in: database),
            tools: try await definitions("tools", of: workshop, in: database), services: try await services(in: database),
            experience: cells.map(DurationModel.init)
        )
    }

    func workshops(in database: some Querying) async throws -> [(id: UUID, definition: WorkshopDefinition)] {
        try await database.query("SELECT id, definition FROM workshops WHERE active ORDER BY name, id").map {
            (try $0.get("id"), try $0.json("definition"))
        }
    }

    func services(in database: some Querying) async throws -> [CatalogueService] {
        try await database.query("SELECT id, definition FROM services WHERE active ORDER BY code").map {
            CatalogueService(id: try $0.get("id"), definition: try $0.json("definition"))
        }
    }

    private func definitions<Definition: Decodable>(
        _ table: String, of workshop: UUID, in database: some Querying
    ) async throws -> [UUID: Definition] {
        let rows = try await database.query("""
            SELECT id, definition FROM \(identifier: table) WHERE workshop_id = \(workshop) AND active
            """)
        return try rows.reduce(into: [:]) { $0[try $1.get("id")] = try $1.json("definition", as: Definition.self) }
    }
}
