import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// The register of models, for those who look after them.
struct ModelsAPI: Sendable {
    let database: PostgresClient
    let start: StartTraining
    let promote: PromoteModel

    private static let operators = Access.permission(.ops)

    func routes(_ router: inout Router) {
        router.on(
            .get, "/v1/models", operation: "listModels", summary: "The latest models with their figures, and the latest training",
            access: .permission(.customers), output: ModelsPage.self
        ) { _, _, _ in
            let items = try await ModelStore.list(limit: 100, in: database)
            return .ok(ModelsPage(items: items, training: try await TrainingRunStore.latest(in: database)))
        }
        router.on(
            .post, "/v1/models/train", operation: "trainModel", summary: "Train a model; the open training where there is one",
            access: Self.operators, output: TrainingRunView.self, success: 202
        ) { _, _, _ in .accepted(try await start.run()) }
        router.on(
            .post, "/v1/models/{id}/promote", operation: "promoteModel", summary: "Let a model make the scores from now on",
            access: Self.operators, output: ModelView.self,
            errors: [
                ProblemSpec(404, "model-unknown", "There is no such model"),
                ProblemSpec(409, "model-unusable", "The model was trained on other features"),
            ]
        ) { request, _, _ in
            let id = try request.pathID("id")
            let model = try await database.withTransaction { try await promote.run(id, in: $0) }
            return .ok(model, etag: String(model.version))
        }
    }
}

struct ModelsPage: Codable, Sendable {
    let items: [ModelView]
    let training: TrainingRunView?
}
