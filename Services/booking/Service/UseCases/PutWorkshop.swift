import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Adds or edits a workshop and tells the others. The same definition again changes nothing and tells nobody.
struct PutWorkshop: Sendable {
    let database: PostgresClient
    let catalogue: CatalogueStore
    let outbox: Outbox

    func callAsFunction(_ definition: WorkshopDefinition, id: UUID) async throws {
        let definition = try definition.validated()
        try await database.withTransaction(attempts: 3) { transaction in
            guard let version = try await catalogue.put(definition, id: id, in: transaction) else { return }
            let state = WorkshopState(
                version: version,
                workshop: WorkshopReference(
                    id: id, name: definition.name, timeZone: definition.timeZone, country: definition.country,
                    address: definition.address, phone: definition.phone
                ),
                currency: definition.currency, active: definition.active ?? true
            )
            try await outbox.add(.workshopChanged, subject: id, version: version, payload: state, in: transaction)
        }
    }
}
