import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Sets parts aside for a card as far as the stock goes, and asks for the rest to be bought.
struct ReserveParts: Sendable {
    let outbox: Outbox

    /// - Parameter need: quantity by SKU; for a cancelled card everything goes back, for a completed one it is used up.
    func run(_ card: JobcardState, need: [String: Int], in transaction: PostgresTransaction) async throws {
        let before = try await StockStore.allocations(of: card.id, in: transaction)
        if card.status == .completed { return try await useUp(before.keys.sorted(), by: card, in: transaction) }
        let need = card.status == .cancelled ? [:] : need
        let skus = Set(need.keys).union(before.keys).sorted()
        guard !skus.isEmpty else { return }
        let stock = try await StockStore.lock(skus, workshop: card.workshopId, in: transaction)
        var lines: [PartsState.Line] = []
        var changed = false
        for sku in skus {
            let old = before[sku]
            let new = (old ?? Allocation(needed: 0, reserved: 0)).following(need: need[sku] ?? 0, free: stock[sku]?.free ?? 0)
            changed = changed || new != old
            if new != old {
                try await StockStore.set(new, before: old, sku: sku, jobcard: card.id, workshop: card.workshopId, in: transaction)
            }
            try await procure(new.shortage, sku: sku, for: card, in: transaction)
            if new.needed > 0 { lines.append(.init(sku: sku, name: stock[sku]?.name ?? sku, needed: new.needed, reserved: new.reserved)) }
        }
        if changed { try await announce(lines, of: card, in: transaction) }
    }

    /// What was set aside is gone; what a finished card still lacked is not bought any more.
    private func useUp(_ skus: [String], by card: JobcardState, in transaction: PostgresTransaction) async throws {
        guard !skus.isEmpty else { return }
        _ = try await StockStore.lock(skus, workshop: card.workshopId, in: transaction)
        try await StockStore.consume(jobcard: card.id, workshop: card.workshopId, in: transaction)
        for sku in skus { try await procure(0, sku: sku, for: card, in: transaction) }
    }

    private func procure(_ shortage: Int, sku: String, for card: JobcardState, in transaction: PostgresTransaction) async throws {
        let request = try await ProcurementStore.set(
            shortage: shortage, sku: sku, jobcard: card.id, workshop: card.workshopId, neededBy: card.start,
            cancelled: card.status.isOver, in: transaction
        )
        guard let request else { return }
        try await outbox.add(.procurementRequested, subject: request.id, version: request.version, payload: request, in: transaction)
    }

    private func announce(_ lines: [PartsState.Line], of card: JobcardState, in transaction: PostgresTransaction) async throws {
        let state = PartsState(
            jobcardId: card.id, version: card.version, appointmentId: card.appointmentId, workshopId: card.workshopId, lines: lines
        )
        let isShort = lines.contains { $0.reserved < $0.needed }
        try await outbox.add(isShort ? .partsShort : .partsReserved, subject: card.id, version: card.version, payload: state, in: transaction)
    }
}
