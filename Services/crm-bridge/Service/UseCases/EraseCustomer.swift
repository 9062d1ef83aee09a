import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Forgets who a customer was, and tells the other services to.
struct EraseCustomer: Sendable {
    let database: PostgresClient
    let outbox: Outbox
    let save: SaveCustomers
    let clock: any WallClock

    /// - Parameter version: where given, the only version that may be erased.
    /// - Throws: `CustomerError.customerUnknown`, `.versionMismatch`, `.visitsOpen`.
    func run(_ id: UUID, version: Int64?) async throws {
        let now = clock.now()
        try await database.withTransaction { transaction in
            let ledger = try await CustomerStore.ledger(ids: [id], emails: [], vehicles: [], in: transaction)
            guard let known = ledger.customer(id) else { throw CustomerError.customerUnknown }
            if let version, version != known.version { throw CustomerError.versionMismatch(current: known.version) }
            guard try await !ErasureStore.hasOpenVisit(known.id, in: transaction) else { throw CustomerError.visitsOpen }
            let aliases = try await ProfileStore.aliases(of: known.id, in: transaction)
            guard let erased = try await ErasureStore.erase(known.id, at: now, in: transaction) else { throw CustomerError.customerUnknown }
            let vehicles = try await ErasureStore.eraseVehicles(of: known.id, at: now, in: transaction)
            try await transaction.pipeline(ErasureStore.eraseVisits(of: known.id, [known.id] + aliases))
            try await tell(erased, aliases, vehicles, at: now, in: transaction)
            try await save.want([known.id], in: transaction)
        }
    }

    private func tell(
        _ erased: CustomerState, _ aliases: [UUID], _ vehicles: [VehicleState], at now: Date, in transaction: PostgresTransaction
    ) async throws {
        let order = CustomerErased(customerId: erased.id, version: erased.version, aliases: aliases, at: now)
        let drafts = [
            try outbox.draft(.customerUpdated, subject: erased.id, version: erased.version, payload: erased),
            try outbox.draft(.customerErased, subject: erased.id, version: erased.version, payload: order),
        ]
        try await outbox.addAll(drafts + vehicles.map { vehicle in
            try outbox.draft(.vehicleUpdated, subject: vehicle.vehicle.id, version: vehicle.version, payload: vehicle)
        }, in: transaction)
    }
}
