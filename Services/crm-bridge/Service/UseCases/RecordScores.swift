import Contracts
import Foundation
import PostgreSQL

/// Keeps the latest churn score of each customer.
struct RecordScores: Sendable {
    let save: SaveCustomers

    func run(_ scores: [ChurnScore], in transaction: PostgresTransaction) async throws {
        try await transaction.execute(CustomerStore.lock)
        try await save.want(try await ChurnStore.apply(scores.latest(), in: transaction), in: transaction)
    }
}
