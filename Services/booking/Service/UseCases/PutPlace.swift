import Contracts
import Foundation
import PostgreSQL

/// Adds or edits a bay. No other service needs to know.
struct PutBay: Sendable {
    let database: PostgresClient
    let catalogue: CatalogueStore

    func callAsFunction(_ definition: BayDefinition, id: UUID) async throws {
        let definition = try definition.validated()
        try await database.withTransaction(attempts: 3) { _ = try await catalogue.put(definition, id: id, in: $0) }
    }
}

/// Adds or edits a tool unit.
struct PutTool: Sendable {
    let database: PostgresClient
    let catalogue: CatalogueStore

    func callAsFunction(_ definition: ToolDefinition, id: UUID) async throws {
        let definition = try definition.validated()
        try await database.withTransaction(attempts: 3) { _ = try await catalogue.put(definition, id: id, in: $0) }
    }
}
