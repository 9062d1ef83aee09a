import Foundation

/// Turns log-odds of a model into probabilities that come true as often as they say: `1 / (1 + exp(-(slope * margin + intercept)))`.
///
/// Fitted by Newton's method with Platt's smoothed targets (Lin, Lin and Weng, A note on Platt's probabilistic outputs, 2007).
/// A line in log-odds keeps the ranking, and the features' contributions stay additive: each is multiplied by the slope.
public struct PlattCalibration: Codable, Sendable, Equatable {
    public let slope: Double
    public let intercept: Double

    /// Leaves the model's own probabilities as they are.
    public static let identity = PlattCalibration(slope: 1, intercept: 0)

    public init(slope: Double, intercept: Double) {
        self.slope = slope
        self.intercept = intercept
    }

    public func probability(margin: Double) -> Double { sigmoid(slope * margin + intercept) }

    /// The line that fits best; `identity` where there is too little to fit, or the ranking would turn around.
    public static func fit(margins: [Double], labels: [Bool]) -> PlattCalibration {
        let positives = labels.lazy.filter { $0 }.count
        let negatives = labels.count - positives
        guard margins.count == labels.count, positives >= 5, negatives >= 5 else { return .identity }
        let high = (Double(positives) + 1) / (Double(positives) + 2)
        let low = 1 / (Double(negatives) + 2)
        let targets = labels.map { $0 ? high : low }
        var fitted = PlattCalibration(slope: 1, intercept: 0)
        for _ in 0..<100 {
            guard let step = fitted.step(margins, targets) else { break }
            fitted = fitted.improved(by: step, margins, targets)
            if abs(step.slope) + abs(step.intercept) < 1e-9 { break }
        }
        return fitted.slope > 0 && fitted.slope.isFinite && fitted.intercept.isFinite ? fitted : .identity
    }

    /// Newton's direction; nil where the matrix cannot be turned around.
    private func step(_ margins: [Double], _ targets: [Double]) -> (slope: Double, intercept: Double)? {
        var (h11, h12, h22, g1, g2) = (1e-12, 0.0, 1e-12, 0.0, 0.0)
        for (margin, target) in zip(margins, targets) {
            let probability = probability(margin: margin)
            let weight = probability * (1 - probability)
            h11 += weight * margin * margin
            h12 += weight * margin
            h22 += weight
            g1 += (target - probability) * margin
            g2 += target - probability
        }
        let determinant = h11 * h22 - h12 * h12
        guard abs(determinant) > 1e-18 else { return nil }
        return ((h22 * g1 - h12 * g2) / determinant, (h11 * g2 - h12 * g1) / determinant)
    }

    /// Goes along the direction, halving the step until the loss does not grow.
    private func improved(by step: (slope: Double, intercept: Double), _ margins: [Double], _ targets: [Double]) -> PlattCalibration {
        let before = loss(margins, targets)
        var length = 1.0
        while length > 1e-6 {
            let next = PlattCalibration(slope: slope + length * step.slope, intercept: intercept + length * step.intercept)
            if next.loss(margins, targets) <= before { return next }
            length /= 2
        }
        return self
    }

    private func loss(_ margins: [Double], _ targets: [Double]) -> Double {
        zip(margins, targets).reduce(0) { sum, pair in
            let line = slope * pair.0 + intercept
            // log(1 + exp(line)) - target * line, without overflow.
            return sum + max(line, 0) + log1p(exp(-abs(line))) - pair.1 * line
        }
    }
}
