import Concurrency
import Contracts
import Foundation
import Observability
import PostgreSQL

extension NoticeStore {
    /// Has a letter sent that an event causes.
    /// - Parameters:
    ///   - id: of the cause: the same is told once.
    ///   - wakeup: of whoever sends them, signalled once the transaction has committed.
    func tell(_ notice: Notice, id: UUID, at now: Date, waking wakeup: Wakeup, in transaction: PostgresTransaction) async throws {
        try await add(notice, id: id, traceparent: Tracer.current?.traceparent, at: now, in: transaction)
        transaction.afterCommit { wakeup.signal() }
    }
}
