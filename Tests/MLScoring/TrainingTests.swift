import Contracts
import Foundation
import Testing

@testable import MLScoring

@Suite struct TrainingTests {
    private static let day = 86_400.0
    private static let end = Date(timeIntervalSince1970: 1_700_000_000)

    @Test(arguments: [(90, 30), (600, 200), (1_095, 365), (3_000, 365)])
    func theHorizonIsAThirdAndAtMostAYear(days: Int, horizon: Int) throws {
        let plan = try #require(TrainingPlan(from: Self.end - Double(days) * Self.day, to: Self.end))
        #expect(plan.horizonDays == horizon)
        #expect(plan.validation == Self.end - Double(horizon) * Self.day)
    }

    @Test(arguments: [90, 365, 730, 3_000])
    func noLabelOfTrainingReachesPastTheValidation(days: Int) throws {
        let plan = try #require(TrainingPlan(from: Self.end - Double(days) * Self.day, to: Self.end))
        #expect(!plan.training.isEmpty)
        for moment in plan.training { #expect(moment + Double(plan.horizonDays) * Self.day <= plan.validation) }
    }

    @Test func shortHistoryHasNoPlan() { #expect(TrainingPlan(from: Self.end - 89 * Self.day, to: Self.end) == nil) }

    @Test(arguments: [
        (-1.0, AppointmentStatus.completed, true), (0, .completed, false), (29, .completed, false), (30, .completed, true),
        (5, .cancelled, true), (5, .noShow, true),
    ])
    func churnIsNoCompletedVisitWithinTheHorizon(day: Double, status: AppointmentStatus, churned: Bool) throws {
        let plan = try #require(TrainingPlan(from: Self.end - 90 * Self.day, to: Self.end))
        let start = plan.validation + day * Self.day
        let visit = Visit(
            status: status, start: start, bookedAt: start, cancelledAt: nil, price: Money(amount: 1, currency: "EUR"), labourTenths: 1
        )
        #expect(plan.isChurned(CustomerHistory(id: UUID(), visits: [visit]), at: plan.validation) == churned)
    }

    private static func histories() -> [CustomerHistory] {
        SyntheticHistory.visits(customers: 400, until: end).map { customer, visits in
            CustomerHistory(id: customer, visits: visits.map {
                Visit(status: $0.status, start: $0.start, bookedAt: $0.bookedAt, cancelledAt: nil, price: $0.price, labourTenths: 8)
            })
        }
    }

    @Test func aModelBeatsTheBaseRateAndIsRepeatable() async throws {
        let train = TrainModel(threads: 1, seed: 1)
        let first = try await train.run(Self.histories(), id: UUID(), present: nil, at: Self.end)
        #expect(first.hasSkill)
        #expect((first.figures["auc"] ?? 0) > 0.8)
        let again = try await train.run(Self.histories(), id: UUID(), present: first.model, at: Self.end)
        #expect(again.figures["brier"] == first.figures["brier"])
        #expect(again.figures["present_brier"] == first.figures["brier"])
        #expect(!again.isWorseThanPresent)
    }

    @Test func tooLittleHistoryIsSaid() async throws {
        await #expect(throws: ScoringError.historyTooShort) {
            try await TrainModel(threads: 1, seed: 1).run([], id: UUID(), present: nil, at: Self.end)
        }
    }

    @Test func aCursorReadsWhatItWrote() throws {
        let score = ChurnScore(
            customerId: UUID(), version: 1, modelId: UUID(), probability: 0.1 + 0.2, horizonDays: 1, reasons: [], scoredAt: Self.end
        )
        #expect(ScoreCursor(ScoreCursor(score).text) == ScoreCursor(score))
        for broken in ["", "1", "x:y", "nan:\(UUID().text)", "0.5:x"] { #expect(ScoreCursor(broken) == nil) }
    }
}
