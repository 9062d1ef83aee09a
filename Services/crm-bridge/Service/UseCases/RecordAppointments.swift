import Contracts
import Foundation
import PostgreSQL

/// Takes from appointments who came, with which vehicle, and what became of the visit.
struct RecordAppointments: Sendable {
    let save: SaveCustomers

    func run(_ states: [AppointmentState], in transaction: PostgresTransaction) async throws {
        let latest = states.latest().sorted { $0.changedAt < $1.changedAt }
        let facts = latest.map { CustomerFacts($0) }
        var ledger = try await CustomerStore.ledger(
            ids: facts.flatMap(\.ids), emails: facts.map(\.email), vehicles: latest.map(\.vehicle.id), in: transaction
        )
        var owners: [UUID] = []
        for (state, contact) in zip(latest, facts) {
            let owner = try ledger.note(contact).id
            _ = ledger.note(VehicleFacts(state), owner: owner)
            owners.append(owner)
        }
        try await save.run(ledger, in: transaction)
        let completed = try await VisitStore.apply(latest, of: owners, in: transaction)
        let told = Set(ledger.customers.values.filter(\.isChanged).map(\.state.id))
        try await save.want(completed.subtracting(told), in: transaction)
    }
}
