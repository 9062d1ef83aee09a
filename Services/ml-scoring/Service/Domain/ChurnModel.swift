import Contracts
import Foundation
import GradientBoosting

/// A model ready to score: trees, calibration, and for which horizon.
struct ChurnModel: Sendable {
    let id: UUID
    let horizonDays: Int
    let trees: BoostedTrees
    let calibration: PlattCalibration
    private static let mostReasons = 4

    struct Judgement: Sendable {
        let probability: Double
        let reasons: [ChurnScore.Reason]
    }

    func probabilities(_ rows: [[Double]]) throws -> [Double] {
        try trees.margins(FeatureMatrix(rows)).map(calibration.probability)
    }

    /// Probability and the reasons that weigh most, one for each row.
    func judge(_ rows: [[Double]]) throws -> [Judgement] {
        guard !rows.isEmpty else { return [] }
        return try zip(rows, trees.contributions(FeatureMatrix(rows))).map { row, contributions in
            Judgement(
                probability: calibration.probability(margin: contributions.margin), reasons: reasons(row, contributions.features)
            )
        }
    }

    /// A missing value explains nothing to people, and a share of nothing neither.
    private func reasons(_ row: [Double], _ shares: [Double]) -> [ChurnScore.Reason] {
        var all: [ChurnScore.Reason] = []
        for (index, feature) in Feature.allCases.enumerated() where index < row.count && index < shares.count {
            let (value, share) = (row[index], shares[index])
            guard value.isFinite, share != 0 else { continue }
            all.append(ChurnScore.Reason(
                feature: feature.rawValue, value: (value * 1000).rounded() / 1000, contribution: share * calibration.slope,
                text: feature.sentence(value)
            ))
        }
        return Array(all.sorted { abs($0.contribution) > abs($1.contribution) }.prefix(Self.mostReasons))
    }
}
