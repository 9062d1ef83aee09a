import Contracts
import Foundation
import GradientBoosting

/// Trains on the earlier part of the history, calibrates and judges on the later part.
struct TrainModel: Sendable {
    let threads: Int
    let seed: Int

    struct Outcome: Sendable {
        let model: ChurnModel
        let figures: [String: Double]
        /// Better than always saying the base rate.
        let hasSkill: Bool
        /// Whether the present model, judged on the same customers and moment, is better.
        let isWorseThanPresent: Bool
    }

    /// - Parameter present: the model in use, for comparison; one of another horizon answers another question and is not compared.
    /// - Throws: `historyTooShort`, or `GradientBoostingError` where there is nothing to tell apart.
    func run(_ histories: [CustomerHistory], id: UUID, present: ChurnModel?, at now: Date) async throws -> Outcome {
        let plan = try plan(histories, at: now)
        var training = Examples()
        for moment in plan.training { training.append(plan.examples(histories, at: moment)) }
        let (calibrating, judging) = plan.examples(histories, at: plan.validation).halves()
        guard !training.rows.isEmpty, !calibrating.rows.isEmpty, !judging.rows.isEmpty else { throw ScoringError.historyTooShort }

        let trees = try await BoostedTrees.train(
            FeatureMatrix(training.rows), labels: training.labels, parameters: TrainingParameters(threads: threads, seed: seed)
        )
        let calibration = PlattCalibration.fit(margins: try trees.margins(FeatureMatrix(calibrating.rows)), labels: calibrating.labels)
        let model = ChurnModel(id: id, horizonDays: plan.horizonDays, trees: trees, calibration: calibration)
        let probabilities = try model.probabilities(judging.rows)
        var figures = Self.figures(probabilities, judging.labels)
        figures["training_rows"] = Double(training.rows.count)
        figures["validation_rows"] = Double(judging.rows.count)
        figures["horizon_days"] = Double(plan.horizonDays)

        let brier = figures["brier"] ?? 1
        let comparable = present.flatMap { $0.horizonDays == plan.horizonDays ? $0 : nil }
        let presentBrier = try comparable.flatMap { ProbabilityMeasures.brier(try $0.probabilities(judging.rows), judging.labels) }
        if let presentBrier { figures["present_brier"] = presentBrier }
        return Outcome(
            model: model, figures: figures, hasSkill: (figures["brier_skill"] ?? 0) > 0,
            isWorseThanPresent: presentBrier.map { brier > $0 } ?? false
        )
    }

    /// The history ends with the last completed visit that lies in the past: what was not loaded yet is no absence.
    private func plan(_ histories: [CustomerHistory], at now: Date) throws(ScoringError) -> TrainingPlan {
        let starts = histories.flatMap(\.visits).filter { $0.status == .completed && $0.start <= now }.map(\.start)
        guard let first = starts.min(), let last = starts.max(), let plan = TrainingPlan(from: first, to: last) else {
            throw .historyTooShort
        }
        return plan
    }

    /// Only figures that exist: with one class there is no AUC.
    private static func figures(_ probabilities: [Double], _ labels: [Bool]) -> [String: Double] {
        let rate = ProbabilityMeasures.baseRate(labels)
        let brier = ProbabilityMeasures.brier(probabilities, labels)
        let baseline = rate.flatMap { rate in ProbabilityMeasures.brier(labels.map { _ in rate }, labels) }
        let skill = brier.flatMap { brier in baseline.flatMap { $0 > 0 ? 1 - brier / $0 : nil } }
        let all: [String: Double?] = [
            "auc": ProbabilityMeasures.areaUnderCurve(probabilities, labels), "brier": brier, "baseline_brier": baseline,
            "brier_skill": skill, "base_rate": rate, "log_loss": ProbabilityMeasures.logLoss(probabilities, labels),
        ]
        return all.compactMapValues { $0 }
    }
}
