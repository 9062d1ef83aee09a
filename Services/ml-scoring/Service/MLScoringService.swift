import Concurrency
import Contracts
import Foundation
import HTTP
import Lifecycle
import Outbox
import PostgreSQL
import ServiceKit

/// Learns from history who stays away, and keeps every customer's score up to date.
public struct MLScoringService: PitcrewService {
    public static let name = ServiceName.mlScoring
    public static let migrations = [Migration(1, "initial", PackageResources.V001_initial_sql)]

    private let models: ModelsAPI
    private let scores: ScoresAPI
    private let history: HistoryMessages
    private let scoring: ScoreCustomers
    private let trainings: RunTrainings

    public init(_ context: ServiceContext) throws {
        let configuration = try MLScoringConfiguration(settings: context.settings)
        let (database, clock, ids) = (context.database, context.clock, context.ids)
        let (scoringWakeup, trainingWakeup) = (Wakeup(), Wakeup())
        let server = ModelServer()
        let instruments = ScoringInstruments(context.metrics)
        let promote = PromoteModel(outbox: context.outbox, clock: clock, wakeup: scoringWakeup)
        let start = StartTraining(
            database: database, clock: clock, ids: ids, wakeup: trainingWakeup, minimumCustomers: configuration.trainMinimum
        )
        models = ModelsAPI(database: database, start: start, promote: promote)
        scores = ScoresAPI(database: database)
        history = HistoryMessages(clock: clock, due: DueCustomers(clock: clock, wakeup: scoringWakeup))
        scoring = ScoreCustomers(
            database: database, outbox: context.outbox, server: server, tracer: context.tracer, logger: context.logger, clock: clock,
            wakeup: scoringWakeup, instruments: instruments, maximumAge: configuration.scoreAge / .seconds(1)
        )
        trainings = RunTrainings(
            database: database, train: TrainModel(threads: configuration.trainThreads, seed: configuration.trainSeed), promote: promote,
            server: server, start: start, tracer: context.tracer, logger: context.logger, clock: clock, ids: ids,
            wakeup: trainingWakeup, instruments: instruments, checkEvery: configuration.trainCheck
        )
    }

    public func routes(_ router: inout Router) {
        models.routes(&router)
        scores.routes(&router)
    }

    public func messages(_ handlers: inout MessageHandlers) { history.register(&handlers) }

    public func workers() -> [any Service] { [scoring, trainings] }
}
