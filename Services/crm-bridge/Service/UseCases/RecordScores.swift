import Contracts
import Foundation
import PostgreSQL

/// Keeps the latest churn score of each customer.
struct RecordScores: Sendable {
    let save: SaveCustomers

    func run(_ scores: [ChurnScore], in transaction: PostgresTransaction) async throws {
        let latest = Dictionary(scores.map { ($0.customerId, $0) }) { $0.version >= $1.version ? $0 : $1 }.values
            .sorted { $0.customerId.text < $1.customerId.text }
        try await transaction.execute(CustomerStore.lock)
        try await save.want(try await ChurnStore.apply(latest, in: transaction), in: transaction)
    }
}
