import Contracts
import Foundation
import PostgreSQL

/// Takes goods in, and gives them to the cards that wait for them, the most urgent first.
struct ReceiveGoods: Sendable {
    let reserve: ReserveParts
    let clock: any WallClock
    let ids: any IDGenerator

    func run(_ quantity: Int, part id: UUID, by who: String, in transaction: PostgresTransaction) async throws -> PartStore.Part {
        guard (1...100_000).contains(quantity) else { throw ValidationError([FieldViolation("quantity", "must be 1 to 100,000")]) }
        guard let part = try await PartStore.receive(quantity, part: id, in: transaction) else { throw StockError.unknownPart }
        try await PartStore.note(receipt: ids.next(), of: quantity, part: id, by: who, at: clock.now(), in: transaction)
        for request in try await ProcurementStore.open(sku: part.sku, workshop: part.workshopId, in: transaction) {
            try await serve(request.jobcardId, in: transaction)
        }
        return part
    }

    /// Runs the reservation of a card again with the need it has.
    private func serve(_ jobcard: UUID, in transaction: PostgresTransaction) async throws {
        guard let card = try await JobcardStore.raiseVersion(of: jobcard, in: transaction) else { return }
        let need = try await StockStore.allocations(of: jobcard, in: transaction).mapValues(\.needed)
        try await reserve.run(card, need: need, in: transaction)
    }
}
