import Contracts
import Foundation
import TestSupport
import Testing

@testable import MLScoring

@Suite struct ScoringServiceTests {
    /// A service with the history of 300 customers and a promoted model.
    private func withModel(
        _ body: (TestService<MLScoringService>, [UUID], String) async throws -> Void
    ) async throws {
        try await withService(MLScoringService.self, settings: ["PITCREW_TRAIN_MINIMUM": "100000"]) { service in
            let histories = SyntheticHistory.visits(customers: 300, until: Date() - 86_400)
            let visits = histories.flatMap(\.visits)
            for visit in visits { try await service.publish(.appointmentCompleted, subject: visit.id, payload: visit) }
            try await eventually("the history is there", within: .seconds(60)) {
                try await count("visits", service) == visits.count
            }
            let token = try service.token(scopes: ["customers", "ops"])
            #expect(try await count("scores", service) == 0, "without a model nobody is scored")
            #expect(try await service.post("/v1/models/train", token: token).status == 202)
            let promoted = try await service.tap.awaitEvent(.modelPromoted, as: ModelState.self, within: .seconds(60))
            #expect((promoted.figures["brier_skill"] ?? 0) > 0)
            try await body(service, histories.map(\.customer), token)
        }
    }

    private func count(_ table: String, _ service: TestService<MLScoringService>) async throws -> Int {
        try await service.database.query("SELECT count(*) AS n FROM \(unescaped: table)").first?.get("n") ?? -1
    }

    @Test func historyGivesAModelAndEveryCustomerAScoreThatFollowsEvents() async throws {
        try await withModel { service, customers, token in
            try await eventually("everybody is scored", within: .seconds(60)) { try await count("scores", service) == customers.count }
            let models = try await service.get("/v1/models", token: token).decoded(ModelsPage.self)
            #expect(models.items.map(\.status) == ["current"])
            #expect(models.training?.status == "succeeded")

            let customer = try #require(customers.first)
            let first = try await service.tap.awaitEvent(.churnScored, as: ChurnScore.self) { $0.customerId == customer }
            #expect((0...1).contains(first.probability))
            #expect(!first.reasons.isEmpty && first.reasons.count <= 4)

            let event = UUID()
            let visit = SyntheticHistory.appointment(customer: customer, start: Date() + 86_400, status: .booked)
            var booked = visit
            booked.bookedAt = Date() - 60
            try await service.publish(.appointmentCreated, subject: booked.id, payload: booked, id: event)
            let second = try await service.tap.awaitEvent(.churnScored, as: ChurnScore.self) {
                $0.customerId == customer && $0.version > first.version
            }
            #expect(second.version == first.version + 1)

            try await service.publish(.appointmentCreated, subject: booked.id, payload: booked, id: event)
            let other = SyntheticHistory.appointment(customer: try #require(customers.last), start: Date() + 86_400, status: .booked)
            try await service.publish(.appointmentCreated, subject: other.id, payload: other)
            _ = try await service.tap.awaitEvent(.churnScored, as: ChurnScore.self) { $0.customerId == other.customer.id && $0.version == 2 }
            let now = try await service.get("/v1/scores/\(customer.text)", token: token).decoded(ChurnScore.self)
            #expect(now.version == second.version, "the same event twice changes nothing")
        }
    }

    @Test func theOutreachListIsOrderedAndPaged() async throws {
        try await withModel { service, customers, token in
            try await eventually("everybody is scored", within: .seconds(60)) { try await count("scores", service) == customers.count }
            var all: [ChurnScore] = []
            var cursor: String?
            repeat {
                let path = "/v1/scores?limit=70" + (cursor.map { "&cursor=\($0)" } ?? "")
                let page = try await service.get(path, token: token).decoded(ScoresPage.self)
                all += page.items
                cursor = page.nextCursor
            } while cursor != nil && all.count <= customers.count
            #expect(Set(all.map(\.customerId)) == Set(customers))
            #expect(all.map(\.probability) == all.map(\.probability).sorted(by: >))
            let likely = try await service.get("/v1/scores?minimum=0.5&limit=200", token: token).decoded(ScoresPage.self)
            #expect(likely.items.allSatisfy { $0.probability >= 0.5 })
        }
    }

    @Test func enoughHistoryStartsATrainingByItself() async throws {
        let settings = ["PITCREW_TRAIN_MINIMUM": "150", "PITCREW_TRAIN_CHECK": "200ms"]
        try await withService(MLScoringService.self, settings: settings) { service in
            for visit in SyntheticHistory.visits(customers: 300, until: Date() - 86_400).flatMap(\.visits) {
                try await service.publish(.appointmentCompleted, subject: visit.id, payload: visit)
            }
            try await eventually("a training ran", within: .seconds(60)) {
                try await service.database.query("SELECT 1 AS one FROM training_runs WHERE status IN ('succeeded', 'failed')").count == 1
            }
        }
    }

    @Test func whatIsUnknownOrForbiddenIsSaid() async throws {
        try await withService(MLScoringService.self) { service in
            let token = try service.token(scopes: ["customers"])
            #expect(try await service.get("/v1/scores/\(UUID().text)", token: token).status == 404)
            #expect(try await service.get("/v1/scores?limit=0&minimum=2&cursor=x", token: token).status == 422)
            #expect(try await service.get("/v1/scores").status == 401)
            #expect(try await service.post("/v1/models/train", token: token).status == 403)
            let ops = try service.token(scopes: ["ops"])
            #expect(try await service.post("/v1/models/\(UUID().text)/promote", token: ops).status == 404)
            #expect(try await service.post("/v1/models/train", token: ops).status == 202)
            try await eventually("the training says why it cannot") {
                try await service.get("/v1/models", token: token).decoded(ModelsPage.self).training?.status == "failed"
            }
        }
    }

    @Test func aTrainingThatCannotReadItsHistoryFailsAndMakesRoom() async throws {
        try await withService(MLScoringService.self, settings: ["PITCREW_TRAIN_MINIMUM": "100000"]) { service in
            let token = try service.token(scopes: ["customers", "ops"])
            try await service.database.execute("ALTER TABLE vehicles RENAME TO elsewhere")
            #expect(try await service.post("/v1/models/train", token: token).status == 202)
            try await eventually("the training has failed") {
                try await service.get("/v1/models", token: token).decoded(ModelsPage.self).training?.status == "failed"
            }
        }
    }
}
