import Contracts
import Foundation
import PostgreSQL

/// Takes goods in, and gives them to the cards that wait for them.
struct ReceiveGoods: Sendable {
    let serve: ServeWaiting
    let clock: any WallClock
    let ids: any IDGenerator

    /// - Returns: the part when all who waited have got theirs.
    func run(_ quantity: Int, part id: UUID, by who: String, in transaction: PostgresTransaction) async throws -> PartStore.Part {
        guard (1...100_000).contains(quantity) else { throw ValidationError([FieldViolation("quantity", "must be 1 to 100,000")]) }
        guard let part = try await PartStore.find(id, in: transaction) else { throw StockError.unknownPart }
        try await serve.lock(part, in: transaction)
        try await PartStore.receive(quantity, part: id, in: transaction)
        try await PartStore.note(receipt: ids.next(), of: quantity, part: id, by: who, at: clock.now(), in: transaction)
        return try await serve.run(part, in: transaction)
    }
}
