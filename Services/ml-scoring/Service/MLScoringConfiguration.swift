import Configuration
import Foundation

/// The settings of ml-scoring.
struct MLScoringConfiguration: Sendable {
    /// `PITCREW_TRAIN_MINIMUM`: how many customers with 300 days of history start the first training; default 200.
    let trainMinimum: Int
    /// `PITCREW_TRAIN_CHECK`: how often it is looked whether to start it; default 30s.
    let trainCheck: Duration
    /// `PITCREW_TRAIN_THREADS`: threads a training may use; default 1.
    let trainThreads: Int
    /// `PITCREW_TRAIN_SEED`: the same history and seed give the same model; default 1.
    let trainSeed: Int
    /// `PITCREW_SCORE_AGE`: a score older than that is made anew; default 168h (a week).
    let scoreAge: Duration

    init(settings: Settings) throws {
        trainMinimum = try settings.int("PITCREW_TRAIN_MINIMUM", default: 200, in: 20...10_000_000)
        trainCheck = try settings.duration("PITCREW_TRAIN_CHECK", default: .seconds(30))
        trainThreads = try settings.int("PITCREW_TRAIN_THREADS", default: 1, in: 1...64)
        trainSeed = try settings.int("PITCREW_TRAIN_SEED", default: 1, in: 0...1_000_000_000)
        scoreAge = try settings.duration("PITCREW_SCORE_AGE", default: .seconds(7 * 86_400))
    }
}
