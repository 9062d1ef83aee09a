import Concurrency
import Foundation
import PostgreSQL

/// Keeps the current model in memory and judges by it, on a thread of its own: predictions must not hold up the cooperative pool.
actor ModelServer {
    private let thread = SerialThread(name: "scoring")
    private var loaded: ChurnModel?

    /// The current model, loaded again only when another was promoted; nil while there is none that fits this version.
    func current(in transaction: PostgresTransaction) async throws -> ChurnModel? {
        guard let id = try await ModelStore.currentID(in: transaction) else { return nil }
        if let loaded, loaded.id == id { return loaded }
        let model = try await ModelStore.load(id, in: transaction)
        loaded = model
        return model
    }

    nonisolated func judge(_ histories: [CustomerHistory], by model: ChurnModel, at moment: Date) async throws -> [ChurnModel.Judgement] {
        try await thread.run { try model.judge(histories.map { FeatureVector($0, at: moment).values }) }
    }
}
