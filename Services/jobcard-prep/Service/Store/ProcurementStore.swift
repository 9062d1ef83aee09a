import Contracts
import Foundation
import PostgreSQL

/// What has to be bought, for which card and until when.
enum ProcurementStore {
    /// Sets how much a card lacks of a SKU.
    /// - Returns: the request as it now is, or nil where nothing has changed.
    static func set(
        shortage: Int, sku: String, jobcard: UUID, workshop: UUID, neededBy: Date, cancelled: Bool, in transaction: PostgresTransaction
    ) async throws -> ProcurementState? {
        let id = UUID.v5(namespace: JobcardNamespace.procurements, name: "\(jobcard.text) \(sku)")
        let status = shortage > 0 ? "open" : cancelled ? "cancelled" : "received"
        let known = try await transaction.query("SELECT 1 AS one FROM procurements WHERE id = \(id)").first != nil
        guard known || shortage > 0 else { return nil }
        return try await transaction.query("""
            INSERT INTO procurements AS known (id, version, workshop_id, jobcard_id, sku, quantity, needed_by, status)
            VALUES (\(id), 1, \(workshop), \(jobcard), \(sku), \(shortage), \(neededBy), \(status))
            ON CONFLICT (jobcard_id, sku) DO UPDATE SET version = known.version + 1, quantity = excluded.quantity,
                needed_by = excluded.needed_by, status = excluded.status
            WHERE (known.quantity, known.needed_by, known.status) IS DISTINCT FROM (excluded.quantity, excluded.needed_by, excluded.status)
            RETURNING *
            """).first.map(state)
    }

    /// The cards that wait for a SKU, the most urgent first.
    static func waiting(for sku: String, workshop: UUID, in transaction: PostgresTransaction) async throws -> [UUID] {
        try await transaction.query("""
            SELECT p.jobcard_id FROM procurements p JOIN jobcards j ON j.id = p.jobcard_id
            WHERE p.workshop_id = \(workshop) AND p.sku = \(sku) AND p.status = 'open' AND j.status NOT IN ('completed', 'cancelled')
            ORDER BY p.needed_by, p.id
            """).map { try $0.get("jobcard_id") }
    }

    static func list(workshop: UUID?, in database: PostgresClient) async throws -> [ProcurementState] {
        try await database.query("""
            SELECT * FROM procurements WHERE status = 'open' AND (\(workshop)::uuid IS NULL OR workshop_id = \(workshop))
            ORDER BY needed_by, id LIMIT 500
            """).map(state)
    }

    private static func state(_ row: PostgresRow) throws -> ProcurementState {
        ProcurementState(
            id: try row.get("id"), version: try row.get("version"), workshopId: try row.get("workshop_id"),
            jobcardId: try row.get("jobcard_id"), sku: try row.get("sku"), quantity: try row.get("quantity"),
            neededBy: try row.get("needed_by"), status: ProcurementState.Status(rawValue: try row.get("status")) ?? .open
        )
    }
}
