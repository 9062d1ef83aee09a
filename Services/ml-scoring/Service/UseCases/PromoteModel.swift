import Concurrency
import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Lets a model make the scores from now on: every customer becomes due.
struct PromoteModel: Sendable {
    let outbox: Outbox
    let clock: any WallClock
    let wakeup: Wakeup

    /// Promoting the current model again changes nothing.
    func run(_ id: UUID, in transaction: PostgresTransaction) async throws -> ModelView {
        guard let before = try await ModelStore.find(id, in: transaction), let model = try await ModelStore.promote(id, in: transaction)
        else { throw ScoringError.modelUnknown }
        guard model.version != before.version else { return model }
        try await DueStore.markAll(at: clock.now(), in: transaction)
        let state = ModelState(
            id: model.id, version: model.version, name: model.name, trainedAt: model.trainedAt, figures: model.figures
        )
        try await outbox.add(.modelPromoted, subject: id, version: model.version, payload: state, in: transaction)
        transaction.afterCommit { [wakeup] in wakeup.signal() }
        return model
    }
}
