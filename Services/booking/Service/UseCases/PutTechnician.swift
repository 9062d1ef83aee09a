import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Adds or edits a technician and tells the others.
struct PutTechnician: Sendable {
    let database: PostgresClient
    let catalogue: CatalogueStore
    let outbox: Outbox

    func callAsFunction(_ definition: TechnicianDefinition, id: UUID) async throws {
        let definition = try definition.validated()
        try await database.withTransaction(attempts: 3) { transaction in
            guard let version = try await catalogue.put(definition, id: id, in: transaction) else { return }
            let state = TechnicianState(
                id: id, version: version, workshopId: definition.workshopId, name: definition.name, skills: definition.skills,
                shifts: definition.shifts.compactMap(\.shift), active: definition.active ?? true
            )
            try await outbox.add(.technicianChanged, subject: id, version: version, payload: state, in: transaction)
        }
    }
}

extension OpeningHours {
    fileprivate var shift: TechnicianState.Shift? {
        guard let start = ClockTime.minutes(from), let end = ClockTime.minutes(to) else { return nil }
        return TechnicianState.Shift(weekday: weekday, fromMinute: start, toMinute: end)
    }
}
