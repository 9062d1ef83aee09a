import Contracts
import PostgreSQL

/// Adds a part, or renames and recounts it. What a higher count has made free goes to the cards that wait.
struct PutPart: Sendable {
    let database: PostgresClient
    let serve: ServeWaiting

    func run(_ part: PartStore.Part) async throws -> PartStore.Part {
        try await database.withTransaction(attempts: 3) { transaction in
            try await serve.lock(part, in: transaction)
            return try await serve.run(try await PartStore.put(part, in: transaction), in: transaction)
        }
    }
}
