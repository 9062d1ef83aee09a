import Concurrency
import Contracts
import Foundation
import Observability
import PostgreSQL

/// Puts into the ledger what an appointment's new state causes.
struct PlanMessages: Sendable {
    let lead: Duration
    let clock: any WallClock
    let wakeup: Wakeup

    func run(_ state: AppointmentState, in transaction: PostgresTransaction) async throws {
        let now = clock.now()
        let (isNewer, known) = try await LedgerStore.follow(state, in: transaction)
        guard isNewer else { return }
        let plan = MessagePlan(state, known: known, lead: lead, now: now)
        if plan.voidsReminders { try await LedgerStore.voidReminders(of: state.id, at: now, in: transaction) }
        if known != nil { try await LedgerStore.refresh(state, in: transaction) }
        let traceparent = Tracer.current?.traceparent
        for entry in plan.entries {
            try await LedgerStore.add(entry, of: state, traceparent: traceparent, at: now, in: transaction)
        }
        if plan.entries.contains(where: { $0.due <= now }) {
            let wakeup = wakeup
            transaction.afterCommit { wakeup.signal() }
        }
    }
}
