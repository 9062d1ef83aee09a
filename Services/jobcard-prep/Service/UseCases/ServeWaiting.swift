import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Gives what has become free of a part to the cards that wait for it, the most urgent first.
struct ServeWaiting: Sendable {
    let reserve: ReserveParts
    let outbox: Outbox

    /// Locks what serving will touch, in the order in which preparing a card does: cards, then stock by SKU. To be called before the
    /// part is changed. A card that begins to wait in between is locked late; two who meet there are a deadlock, and one tries again.
    func lock(_ part: PartStore.Part, in transaction: PostgresTransaction) async throws {
        let cards = try await ProcurementStore.waiting(for: part.sku, workshop: part.workshopId, in: transaction)
        try await JobcardStore.lock(cards, in: transaction)
        let skus = try await StockStore.skus(of: cards, in: transaction).union([part.sku])
        _ = try await StockStore.lock(skus.sorted(), workshop: part.workshopId, in: transaction)
    }

    /// - Returns: the part as it is afterwards.
    func run(_ part: PartStore.Part, in transaction: PostgresTransaction) async throws -> PartStore.Part {
        var now = try await PartStore.find(part.id, in: transaction) ?? part
        for card in try await ProcurementStore.waiting(for: part.sku, workshop: part.workshopId, in: transaction) {
            guard now.onHand > now.reserved else { break }
            try await serve(card, in: transaction)
            now = try await PartStore.find(part.id, in: transaction) ?? now
        }
        return now
    }

    /// Runs the reservation of a card again with the need it has.
    private func serve(_ jobcard: UUID, in transaction: PostgresTransaction) async throws {
        guard let card = try await JobcardStore.raiseVersion(of: jobcard, in: transaction) else { return }
        try await outbox.add(.jobcardUpdated, subject: card.id, version: card.version, payload: card, in: transaction)
        let need = try await StockStore.allocations(of: jobcard, in: transaction).mapValues(\.needed)
        try await reserve.run(card, need: need, in: transaction)
    }
}
