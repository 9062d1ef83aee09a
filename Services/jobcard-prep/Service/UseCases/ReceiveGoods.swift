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
        try await transaction.execute("""
            INSERT INTO receipts (id, part_id, quantity, received_by, received_at) VALUES (\(ids.next()), \(id), \(quantity), \(who), \(clock.now()))
            """)
        for request in try await ProcurementStore.open(sku: part.sku, workshop: part.workshopId, in: transaction) {
            try await serve(request.jobcardId, in: transaction)
        }
        return part
    }

    /// Runs the reservation of a card again with the need it has.
    private func serve(_ jobcard: UUID, in transaction: PostgresTransaction) async throws {
        let row = try await transaction.query("""
            UPDATE jobcards SET version = version + 1 WHERE id = \(jobcard)
            RETURNING id, version, appointment_id, workshop_id, status, technician_id, technician_name, starts_at, ends_at, steps
            """).first
        guard let row else { return }
        let card = JobcardState(
            id: jobcard, version: try row.get("version"), appointmentId: try row.get("appointment_id"),
            workshopId: try row.get("workshop_id"), status: JobcardStatus(rawValue: try row.get("status")) ?? .draft,
            technician: NamedReference(id: try row.get("technician_id"), name: try row.get("technician_name")),
            start: try row.get("starts_at"), end: try row.get("ends_at"), steps: try row.json("steps", as: [JobcardState.Step].self)
        )
        let need = try await StockStore.allocations(of: jobcard, in: transaction).mapValues(\.needed)
        try await reserve.run(card, need: need, in: transaction)
    }
}
