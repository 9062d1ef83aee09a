import Foundation
import Testing

@testable import GradientBoosting

@Suite struct MeasuresTests {
    private static let curves: [([Double], [Bool], Double)] = [
        ([0.1, 0.4, 0.35, 0.8], [false, false, true, true], 0.75), ([0.5, 0.5, 0.5], [true, false, true], 0.5),
        ([0.2, 0.5, 0.5, 0.9], [false, false, true, true], 0.875), ([0.9, 0.1], [false, true], 0),
    ]

    @Test(arguments: curves)
    func areaUnderCurveCountsTiesHalf(scores: [Double], labels: [Bool], expected: Double) throws {
        #expect(abs(try #require(ProbabilityMeasures.areaUnderCurve(scores, labels)) - expected) < 1e-12)
    }

    @Test func oneClassHasNoCurve() { #expect(ProbabilityMeasures.areaUnderCurve([0.1, 0.2], [true, true]) == nil) }

    @Test func lossesHaveTheirHandValues() throws {
        #expect(abs(try #require(ProbabilityMeasures.brier([0.8, 0.4], [true, false])) - 0.1) < 1e-12)
        #expect(abs(try #require(ProbabilityMeasures.logLoss([0.5, 0.5], [true, false])) - log(2)) < 1e-12)
        #expect(ProbabilityMeasures.baseRate([true, false, false, true]) == 0.5)
        #expect(ProbabilityMeasures.brier([], []) == nil)
    }

    @Test func calibrationMendsOverconfidence() throws {
        // Says 95 % and 5 %, right three times out of four.
        let margins = (0..<400).map { $0 % 2 == 0 ? 3.0 : -3.0 }
        let labels = margins.indices.map { (margins[$0] > 0) == ($0 % 8 < 6) }
        let fitted = PlattCalibration.fit(margins: margins, labels: labels)
        #expect(abs(fitted.probability(margin: 3) - 0.75) < 0.02)
        #expect(abs(fitted.probability(margin: -3) - 0.25) < 0.02)
    }

    @Test func tooLittleLeavesTheModelAlone() {
        #expect(PlattCalibration.fit(margins: [1, -1], labels: [true, false]) == .identity)
    }
}
