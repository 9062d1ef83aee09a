import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Adds or edits a service of the catalogue and tells the others.
struct PutService: Sendable {
    let database: PostgresClient
    let catalogue: CatalogueStore
    let outbox: Outbox

    /// - Throws: `ValidationError`, also where another service has the code.
    func callAsFunction(_ definition: ServiceDefinition, id: UUID) async throws {
        let definition = try definition.validated()
        do {
            try await database.withTransaction(attempts: 3) { try await put(definition, id, in: $0) }
        } catch let error as PostgresError where error.isUniqueViolation {
            throw ValidationError([FieldViolation("code", "must not be the code of another service")])
        }
    }

    private func put(_ definition: ServiceDefinition, _ id: UUID, in transaction: PostgresTransaction) async throws {
        guard let version = try await catalogue.put(definition, id: id, in: transaction) else { return }
        let state = ServiceState(
            id: id, version: version, code: definition.code, name: definition.name, category: definition.category,
            labourTenths: definition.labourTenths, skill: definition.skill, level: definition.level, bayKind: definition.bayKind,
            toolKinds: definition.toolKinds, active: definition.active ?? true
        )
        try await outbox.add(.serviceChanged, subject: id, version: version, payload: state, in: transaction)
    }
}
