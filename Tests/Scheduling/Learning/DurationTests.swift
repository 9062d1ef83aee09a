import Foundation
import Scheduling
import Testing

@Suite("Learned durations")
struct DurationTests {
    private let brakes = UUID(high: 0, low: 1)
    private let clutch = UUID(high: 0, low: 2)
    private let quick = UUID(high: 0, low: 3)
    private let slow = UUID(high: 0, low: 4)

    @Test func fewJobsChangeNothing() {
        let model = DurationModel([cell(brakes, quick, ratios: Array(repeating: 2, count: DurationModel.fewestJobs - 1))])
        let estimate = model.estimate(plannedMinutes: 90, service: brakes, vehicleClass: "compact", technician: quick)
        #expect(estimate == DurationEstimate(median: 90, spread: 0, jobs: 0))
        #expect(estimate.minutes() == 90)
    }

    @Test func manyJobsAreBelievedAndFewAreDrawnToTheHouse() {
        let model = DurationModel([
            cell(brakes, quick, ratios: noisy(1.0, 400, seed: 1)), cell(clutch, quick, ratios: noisy(2.0, 300, seed: 2)),
            cell(clutch, slow, ratios: noisy(2.0, 300, seed: 3)), cell(brakes, slow, vehicle: "van", ratios: noisy(3.0, 2, seed: 4)),
        ])
        func median(_ service: UUID, _ vehicle: String) -> Double {
            model.estimate(plannedMinutes: 100, service: service, vehicleClass: vehicle, technician: nil).median
        }
        #expect(abs(median(clutch, "compact") - 200) < 10)
        #expect(abs(median(brakes, "compact") - 100) < 10)
        // two jobs of three times the length move the estimate a little, not threefold
        #expect(median(brakes, "van") > 102 && median(brakes, "van") < 160)
        // a service nobody has done is judged by the house
        #expect(median(UUID(high: 9, low: 9), "compact") > 105 && median(UUID(high: 9, low: 9), "compact") < 195)
    }

    @Test func aTechnicianNewToAServiceIsJudgedByOtherWork() {
        let model = DurationModel([
            cell(brakes, quick, ratios: noisy(0.8, 200, seed: 5)), cell(brakes, slow, ratios: noisy(1.25, 200, seed: 6)),
            cell(clutch, slow, ratios: noisy(1.25, 200, seed: 7)),
        ])
        let (fast, late) = (
            model.estimate(plannedMinutes: 100, service: clutch, vehicleClass: "compact", technician: quick),
            model.estimate(plannedMinutes: 100, service: clutch, vehicleClass: "compact", technician: slow))
        #expect(abs(late.median - 125) < 8)
        #expect(fast.median < 100)
    }

    @Test func theSpreadIsThatOfTheJobs() {
        let model = DurationModel([cell(brakes, quick, ratios: noisy(1.0, 2_000, seed: 8))])
        let estimate = model.estimate(plannedMinutes: 60, service: brakes, vehicleClass: "compact", technician: quick)
        #expect(abs(estimate.spread - Self.noise) < 0.02)
        #expect(estimate.jobs == 2_000)
        #expect(abs(Double(estimate.minutes(keptIn: 0.9)) - 60 * exp(Self.noise * 1.2816)) < 3)
    }

    @Test func theProbabilityOfAPromiseIsThatOfSimulatedDays() {
        let work = [DurationEstimate(median: 60, spread: 0.25, jobs: 9), DurationEstimate(median: 90, spread: 0.4, jobs: 9)]
        var rng = SplitMix64(seed: 11)
        let days = 40_000
        for minutes in [120, 150, 170, 220] {
            let kept = (0..<days).filter { _ in
                work.reduce(0) { $0 + $1.median * exp($1.spread * Self.gaussian(&rng)) } <= Double(minutes)
            }.count
            let told = DurationEstimate.probability(that: work, isDoneWithin: minutes)
            #expect(abs(told - Double(kept) / Double(days)) < 0.02, "\(minutes) minutes: \(told)")
        }
    }

    @Test func whatIsNotToBeBelievedIsLeftOut() {
        var cell = DurationCell(service: brakes, vehicleClass: "compact", technician: quick)
        for (planned, actual) in [(60, 0), (0, 60), (60, 601), (60, 5), (-1, -1)] {
            let isAdded = cell.add(plannedMinutes: planned, actualMinutes: actual)
            #expect(!isAdded)
        }
        #expect(cell.count == 0)
        cell.add(plannedMinutes: 60, actualMinutes: 66)
        #expect(cell.count == 1)
        let broken = DurationCell(service: brakes, vehicleClass: "", technician: quick, count: -4, sum: .nan, squares: -.infinity)
        #expect(DurationModel([broken]).jobs == 0)
        #expect(DurationEstimate.probability(that: [], isDoneWithin: 0) == 1)
        #expect(DurationEstimate.probability(that: [DurationEstimate(median: 5, spread: 0, jobs: 0)], isDoneWithin: 5) == 1)
    }

    private static let noise = 0.2

    private func cell(_ service: UUID, _ technician: UUID, vehicle: String = "compact", ratios: [Double]) -> DurationCell {
        ratios.reduce(into: DurationCell(service: service, vehicleClass: vehicle, technician: technician)) {
            $0.add(plannedMinutes: 1_000, actualMinutes: Int($1 * 1_000))
        }
    }

    private func noisy(_ ratio: Double, _ count: Int, seed: UInt64) -> [Double] {
        var rng = SplitMix64(seed: seed)
        return (0..<count).map { _ in ratio * exp(Self.noise * Self.gaussian(&rng)) }
    }

    /// Box and Muller.
    private static func gaussian(_ rng: inout SplitMix64) -> Double {
        let (one, two) = (Double.random(in: 1e-12..<1, using: &rng), Double.random(in: 0..<1, using: &rng))
        return (-2 * log(one)).squareRoot() * cos(2 * .pi * two)
    }
}
