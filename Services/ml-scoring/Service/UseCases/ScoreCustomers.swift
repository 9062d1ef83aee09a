import Concurrency
import Contracts
import Foundation
import Lifecycle
import Observability
import Outbox
import PostgreSQL

/// Scores the customers who are due, a batch a transaction; the scores' events go out with the rows.
struct ScoreCustomers: Service {
    let name = "scoring"
    let database: PostgresClient
    let outbox: Outbox
    let server: ModelServer
    let tracer: Tracer
    let logger: Logger
    let clock: any WallClock
    let wakeup: Wakeup
    let instruments: ScoringInstruments
    /// How old a score may grow.
    let maximumAge: TimeInterval
    private static let batch = 128
    private static let staleBatch = 2_000

    func run() async throws {
        var nextSweep = ContinuousClock.now
        while !Task.isCancelled {
            do {
                if ContinuousClock.now >= nextSweep {
                    let now = clock.now()
                    try await DueStore.markStale(before: now - maximumAge, at: now, limit: Self.staleBatch, in: database)
                    nextSweep = .now + .seconds(60)
                }
                let count = try await shielded { try await scoreDue() }
                if count == 0 { await wakeup.wait(timeout: .seconds(1)) }
            } catch {
                guard !Task.isCancelled else { return }
                logger.warning("Scoring customers failed", ["error": .string(String(describing: error))])
                do { try await Task.sleep(for: .seconds(1)) } catch { return }
            }
        }
    }

    /// - Returns: how many customers were taken; none while there is no model.
    func scoreDue() async throws -> Int {
        try await database.withTransaction { transaction in
            guard let model = try await server.current(in: transaction) else { return 0 }
            let now = clock.now()
            let due = try await DueStore.take(limit: Self.batch, at: now, in: transaction)
            guard !due.isEmpty else { return 0 }
            let histories = try await HistoryStore.histories(of: due.map(\.customer), in: transaction).filter { $0.isKnown(at: now) }
            guard !histories.isEmpty else { return due.count }
            let start = ContinuousClock.now
            let judgements = try await server.judge(histories, by: model, at: now)
            instruments.judged(histories.count, in: ContinuousClock.now - start)
            let scores = try await ScoreStore.write(
                zip(histories, judgements).map { .init(customer: $0.id, judgement: $1) }, model: model, at: now, in: transaction
            )
            let traces = Dictionary(due.map { ($0.customer, $0.traceparent) }) { first, _ in first }
            try await publish(scores, traces: traces, in: transaction)
            return due.count
        }
    }

    /// A score goes on in the trace of what made it due; the others share one span and one statement.
    private func publish(_ scores: [ChurnScore], traces: [UUID: String?], in transaction: PostgresTransaction) async throws {
        var untraced: [EventDraft] = []
        for score in scores {
            let draft = try outbox.draft(.churnScored, subject: score.customerId, version: score.version, payload: score)
            if let parent = (traces[score.customerId] ?? nil).flatMap(TraceContext.init(traceparent:)), parent.isSampled {
                try await tracer.withSpan("score customer", parent: parent) { try await outbox.addAll([draft], in: transaction) }
            } else {
                untraced.append(draft)
            }
        }
        guard !untraced.isEmpty else { return }
        try await tracer.withSpan("score customers") { try await outbox.addAll(untraced, in: transaction) }
    }
}
