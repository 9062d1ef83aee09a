import Foundation

/// A trained binary classifier of boosted trees. Shared freely between tasks; calls block the thread for the time of a prediction.
public struct BoostedTrees: Sendable {
    /// How wide a row must be.
    public let columnCount: Int
    private let booster: Booster

    /// Trains on a thread of its own, so that the cooperative pool stays free.
    /// - Parameter labels: true for the positive class, one for each row.
    /// - Throws: `shape` where labels and rows do not fit or only one class is there; `library` with XGBoost's own words.
    public static func train(_ matrix: FeatureMatrix, labels: [Bool], parameters: TrainingParameters) async throws -> BoostedTrees {
        guard labels.count == matrix.rowCount else {
            throw GradientBoostingError.shape("\(labels.count) labels for \(matrix.rowCount) rows")
        }
        guard labels.contains(true), labels.contains(false) else {
            throw GradientBoostingError.shape("the labels are all of one class: there is nothing to tell apart")
        }
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result {
                    let booster = try Booster(matrix, labels: labels.map { $0 ? 1 : 0 }, parameters: parameters)
                    return BoostedTrees(columnCount: matrix.columnCount, booster: booster)
                })
            }
        }
    }

    private init(columnCount: Int, booster: Booster) {
        self.columnCount = columnCount
        self.booster = booster
    }

    /// Loads what `serialized()` gave.
    /// - Throws: `refusedModel` where the bytes are no model, or one of a version this library reads wrongly.
    public init(serialized bytes: [UInt8]) throws {
        let summary = try ModelSummary(bytes)
        self.init(columnCount: summary.columnCount, booster: try Booster(serialized: bytes))
    }

    /// The model as XGBoost's JSON.
    public func serialized() throws -> [UInt8] { try booster.serialized() }

    /// Log-odds of the positive class, one for each row.
    public func margins(_ matrix: FeatureMatrix) throws -> [Double] {
        try checkWidth(matrix)
        return try booster.margins(matrix)
    }

    /// Probability of the positive class, one for each row; not calibrated.
    public func probabilities(_ matrix: FeatureMatrix) throws -> [Double] { try margins(matrix).map(sigmoid) }

    /// Probability of the positive class of one row.
    public func probability(_ row: [Double]) throws -> Double { try probabilities(FeatureMatrix([row]))[0] }

    /// What each feature adds to the log-odds of each row (SHAP values; Lundberg and others, 2018, arXiv:1802.03888).
    public func contributions(_ matrix: FeatureMatrix) throws -> [Contributions] {
        try checkWidth(matrix)
        let width = columnCount + 1
        let flat = try booster.contributions(matrix)
        return (0..<matrix.rowCount).map { row in
            let start = row * width
            return Contributions(features: Array(flat[start..<start + columnCount]), bias: flat[start + columnCount])
        }
    }

    private func checkWidth(_ matrix: FeatureMatrix) throws(GradientBoostingError) {
        guard matrix.columnCount == columnCount else {
            throw .shape("the model wants \(columnCount) columns and not \(matrix.columnCount)")
        }
    }
}

/// One row's log-odds, taken apart: the features' shares and the bias add up to the margin.
public struct Contributions: Sendable, Equatable {
    public let features: [Double]
    public let bias: Double

    public var margin: Double { features.reduce(bias, +) }
}

/// The logistic function.
func sigmoid(_ margin: Double) -> Double { 1 / (1 + exp(-margin)) }
