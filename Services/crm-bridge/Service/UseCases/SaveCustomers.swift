import Concurrency
import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Writes what a ledger has changed, tells the other services of it, and wants the CRM told.
struct SaveCustomers: Sendable {
    let outbox: Outbox
    let clock: any WallClock
    /// Signalled when the CRM has something to be told.
    let wakeup: Wakeup

    func run(_ ledger: CustomerLedger, in transaction: PostgresTransaction) async throws {
        let changed = ledger.customers.values.filter(\.isChanged)
        try await transaction.pipeline(CustomerStore.changes(ledger))
        let customers = try changed.map { entry in
            try outbox.draft(
                entry.isNew ? .customerCreated : .customerUpdated, subject: entry.state.id, version: entry.state.version, payload: entry.state
            )
        }
        let vehicles = try ledger.vehicles.values.filter(\.isChanged).map { entry in
            try outbox.draft(.vehicleUpdated, subject: entry.state.vehicle.id, version: entry.state.version, payload: entry.state)
        }
        try await outbox.addAll(customers + vehicles, in: transaction)
        try await want(Set(changed.map(\.state.id)), in: transaction)
    }

    /// Wants the CRM told of these customers, in the transaction that changes what it is told.
    func want(_ customers: Set<UUID>, in transaction: PostgresTransaction) async throws {
        guard !customers.isEmpty else { return }
        try await transaction.execute(SyncStore.want(customers, at: clock.now()))
        let wakeup = wakeup
        transaction.afterCommit { wakeup.signal() }
    }
}
