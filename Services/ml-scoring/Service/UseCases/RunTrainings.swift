import Concurrency
import Contracts
import Foundation
import GradientBoosting
import Lifecycle
import Observability
import PostgreSQL

/// Trains when somebody asks for it, and by itself when there is history but no model.
struct RunTrainings: Service {
    let name = "training"
    let database: PostgresClient
    let train: TrainModel
    let promote: PromoteModel
    let server: ModelServer
    let start: StartTraining
    let tracer: Tracer
    let logger: Logger
    let clock: any WallClock
    let ids: any IDGenerator
    let wakeup: Wakeup
    let instruments: ScoringInstruments
    /// How often it looks whether to begin by itself.
    let checkEvery: Duration
    /// Longer than any training takes.
    private static let lease: TimeInterval = 900

    func run() async throws {
        var nextCheck = ContinuousClock.now
        while !Task.isCancelled {
            do {
                if ContinuousClock.now >= nextCheck {
                    try await start.ifDue()
                    nextCheck = .now + checkEvery
                }
                let worked = try await shielded { try await runOpen() }
                if !worked { await wakeup.wait(timeout: .seconds(2)) }
            } catch {
                guard !Task.isCancelled else { return }
                logger.warning("Training could not go on", ["error": .string(String(describing: error))])
                do { try await Task.sleep(for: .seconds(1)) } catch { return }
            }
        }
    }

    /// - Returns: false where no training was open.
    func runOpen() async throws -> Bool {
        guard let run = try await TrainingRunStore.lease(at: clock.now(), for: Self.lease, in: database) else { return false }
        try await tracer.withSpan("train model", parent: run.traceparent.flatMap(TraceContext.init(traceparent:))) {
            do {
                try await trainOnce(run.id)
                instruments.trained(succeeded: true)
            } catch let overtaken as TrainingOvertaken {
                throw overtaken
            } catch let passing as PostgresError where passing.isUnavailable || passing.isRetriable {
                // Taken up again when its lease is over.
                throw passing
            } catch {
                // Whatever else it was, trying the same again would end the same.
                let detail = (error as? ScoringError)?.detail ?? String(String(describing: error).prefix(500))
                try await TrainingRunStore.fail(run.id, detail: detail, at: clock.now(), in: database)
                instruments.trained(succeeded: false)
                logger.warning("A training failed", ["run": .string(run.id.text), "error": .string(detail)])
            }
        }
        return true
    }

    private func trainOnce(_ run: UUID) async throws {
        let (histories, present) = try await database.withTransaction { transaction in
            (try await HistoryStore.allHistories(in: transaction), try await server.current(in: transaction))
        }
        let outcome = try await train.run(histories, id: ids.next(), present: present, at: clock.now())
        let isGood = outcome.hasSkill && !outcome.isWorseThanPresent
        let detail = isGood ? "promoted" : outcome.hasSkill
            ? "registered only: the present model is better" : "registered only: no better than the base rate"
        try await database.withTransaction { transaction in
            let now = clock.now()
            let name = "churn \(Timestamp.text(now))"
            try await ModelStore.insert(outcome.model, name: name, figures: outcome.figures, at: now, in: transaction)
            guard try await TrainingRunStore.succeed(run, model: outcome.model.id, detail: detail, at: now, in: transaction) else {
                throw TrainingOvertaken()
            }
            if isGood { _ = try await promote.run(outcome.model.id, in: transaction) }
        }
        logger.info("A model was trained", [
            "model": .string(outcome.model.id.text), "outcome": .string(detail), "auc": .double(outcome.figures["auc"] ?? 0),
            "brier_skill": .double(outcome.figures["brier_skill"] ?? 0),
        ])
    }
}

/// The lease ran out and another instance has finished the training: its model counts.
struct TrainingOvertaken: Error {}
