import Foundation

/// How good probabilities are against what happened.
public enum ProbabilityMeasures {
    /// Area under the ROC curve by ranks, ties counted half (Mann and Whitney, 1947); nil where only one class is there.
    public static func areaUnderCurve(_ scores: [Double], _ labels: [Bool]) -> Double? {
        let order = zip(scores, labels).sorted { $0.0 < $1.0 }
        let positives = order.lazy.filter(\.1).count
        let negatives = order.count - positives
        guard positives > 0, negatives > 0 else { return nil }
        var rankSum = 0.0
        var start = 0
        while start < order.count {
            var end = start
            while end < order.count, order[end].0 == order[start].0 { end += 1 }
            let meanRank = Double(start + 1 + end) / 2
            rankSum += meanRank * Double(order[start..<end].lazy.filter(\.1).count)
            start = end
        }
        let least = Double(positives * (positives + 1)) / 2
        return (rankSum - least) / Double(positives * negatives)
    }

    /// Mean squared error of probabilities (Brier, 1950); 0 is perfect. Nil without rows.
    public static func brier(_ probabilities: [Double], _ labels: [Bool]) -> Double? {
        mean(zip(probabilities, labels).map { ($0 - ($1 ? 1 : 0)) * ($0 - ($1 ? 1 : 0)) })
    }

    /// Mean negative log-likelihood, with probabilities kept off 0 and 1. Nil without rows.
    public static func logLoss(_ probabilities: [Double], _ labels: [Bool]) -> Double? {
        mean(zip(probabilities, labels).map { probability, label in
            let safe = min(max(probability, 1e-15), 1 - 1e-15)
            return -log(label ? safe : 1 - safe)
        })
    }

    /// Share of positives. Nil without rows.
    public static func baseRate(_ labels: [Bool]) -> Double? { mean(labels.map { $0 ? 1 : 0 }) }

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}
