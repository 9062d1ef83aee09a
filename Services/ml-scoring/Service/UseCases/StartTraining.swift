import Concurrency
import Contracts
import Foundation
import Observability
import PostgreSQL

/// Asks for a training: for an operator, or by itself where history waits for its first model.
struct StartTraining: Sendable {
    let database: PostgresClient
    let clock: any WallClock
    let ids: any IDGenerator
    let wakeup: Wakeup
    /// How many customers of at least `leastHistory` it takes to begin by itself.
    let minimumCustomers: Int
    /// History is taken as loaded when nothing more has come for so long.
    static let quiet: TimeInterval = 15
    static let leastHistory: TimeInterval = 300 * 86_400
    /// After a training that gave no model worth promoting.
    static let pause: TimeInterval = 3_600

    func run() async throws -> TrainingRunView {
        let run = try await database.withTransaction { transaction in
            try await TrainingRunStore.request(ids.next(), traceparent: Tracer.current?.traceparent, at: clock.now(), in: transaction)
        }
        wakeup.signal()
        return run
    }

    /// Begins by itself; the request is made under a lock that all instances share.
    func ifDue() async throws {
        try await database.withTransaction { transaction in
            let now = clock.now()
            guard try await ModelStore.currentID(in: transaction) == nil,
                try await !TrainingRunStore.wasRequested(since: now - Self.pause, in: transaction)
            else { return }
            let known = try await HistoryStore.trainable(before: now - Self.leastHistory, in: transaction)
            guard known.customers >= minimumCustomers, known.importedAt.map({ now.timeIntervalSince($0) >= Self.quiet }) ?? true else {
                return
            }
            _ = try await TrainingRunStore.request(ids.next(), traceparent: nil, at: now, in: transaction)
        }
    }
}
