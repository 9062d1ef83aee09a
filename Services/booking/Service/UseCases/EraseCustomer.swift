import Contracts
import Foundation
import PostgreSQL

/// Forgets a person: name, contact, plate, chassis number and words become words that tell nothing, their places on the waiting list go, their
/// links are void. What was booked when, and by whom it was changed, stays: the audit trail can be checked as before.
struct EraseCustomer: Sendable {
    let erasure = ErasureStore()
    let waiting: WaitingStore
    let answer: AnswerOffer
    let appointments: AppointmentStore
    let audit: AuditStore
    let boards: BoardSignals
    let clock: any WallClock

    func callAsFunction(_ erased: CustomerErased, in transaction: PostgresTransaction) async throws {
        let (ids, now) = ([erased.customerId] + erased.aliases, clock.now())
        let addresses = try await erasure.addresses(of: ids, in: transaction)
        let entries = try await leave(addresses, in: transaction)
        let known = try await erasure.appointments(of: ids, in: transaction)
        let changes = known.map { (stored: $0, erased: $0.state.erased(at: now)) }
        let requests = try await erasure.requests(of: known.map(\.state.id), in: transaction)
        try await transaction.pipeline(
            [erasure.note(erased, ids, at: now)] + changes.flatMap { rewrite($0.stored, as: $0.erased) } + requests.map { erasure.rewrite($0.erased) }
                + erasure.forgetNotes(of: known.map(\.state.id)) + erasure.forget(waiting: entries, contactsOf: ids)
        )
        guard !known.isEmpty else { return }
        try transaction.enqueue(audit.append(changes.map { AuditEntry("erase", by: .system, from: $0.stored.state, to: $0.erased) }))
        let (boards, workshops) = (boards, Set(known.map(\.state.workshop.id)))
        transaction.afterCommit { workshops.forEach { boards.signal($0) } }
    }

    /// What they were offered goes to whoever waits next.
    private func leave(_ addresses: [String], in transaction: PostgresTransaction) async throws -> [UUID] {
        let entries = try await erasure.waiting(by: addresses, in: transaction)
        for id in entries {
            try await waiting.hold(id, in: transaction)
            let entry = try await waiting.entry(id, in: transaction)
            if entry.offer != nil { _ = try await answer.end(entry, as: .left, in: transaction) }
        }
        return entries
    }

    private func rewrite(_ stored: StoredAppointment, as erased: AppointmentState) -> [SQL] {
        [
            appointments.update(to: erased, day: stored.day),
            appointments.setLinkGeneration(stored.linkGeneration + 1, of: stored.state.id),
        ]
    }
}
