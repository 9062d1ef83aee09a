import Contracts
import Foundation
import HTTP
import ServiceKit

/// Upserts of the catalogue: the same definition again changes nothing.
struct CatalogueRoutes: Sendable {
    static let access = Access.permission(.catalogue)

    let workshop: PutWorkshop
    let technician: PutTechnician
    let bay: PutBay
    let tool: PutTool
    let service: PutService

    func add(to router: inout Router) {
        put(&router, "workshops", "putWorkshop", "Adds or edits a workshop", WorkshopDefinition.self) { try await workshop($0, id: $1) }
        put(&router, "technicians", "putTechnician", "Adds or edits a technician", TechnicianDefinition.self) {
            try await technician($0, id: $1)
        }
        put(&router, "bays", "putBay", "Adds or edits a bay", BayDefinition.self) { try await bay($0, id: $1) }
        put(&router, "tools", "putTool", "Adds or edits a tool unit", ToolDefinition.self) { try await tool($0, id: $1) }
        put(&router, "services", "putService", "Adds or edits a service", ServiceDefinition.self) { try await service($0, id: $1) }
    }

    private func put<Definition: Codable & Sendable>(
        _ router: inout Router, _ collection: String, _ operation: String, _ summary: String, _ type: Definition.Type,
        _ store: @escaping @Sendable (Definition, UUID) async throws -> Void
    ) {
        router.on(
            .put, "/v1/\(collection)/{id}", operation: operation, summary: summary, access: Self.access, body: type,
            output: NoContent.self, success: 204, errors: [.unknownWorkshop]
        ) { request, _, definition in
            try await store(definition, try request.pathID("id"))
            return .noContent
        }
    }
}
