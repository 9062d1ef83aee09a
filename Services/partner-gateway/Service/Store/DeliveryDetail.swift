import Contracts
import Foundation
import PostgreSQL

/// A call with all that is known of it.
struct DeliveryDetail: Codable, Sendable {
    let id: UUID
    let type: String
    let status: String
    let createdAt: Date
    let dueAt: Date
    let settledAt: Date?
    /// As it is sent, to the byte.
    let body: String
    let attempts: [Attempt]

    struct Attempt: Codable, Sendable {
        let at: Date
        /// Absent where nobody answered.
        let status: Int?
        let error: String?
        let milliseconds: Int
    }

    static func find(_ id: UUID, caller: PartnerCaller, in database: PostgresClient) async throws -> DeliveryDetail? {
        let row = try await database.query("""
            SELECT type, status, created_at, due_at, settled_at, body FROM deliveries
            WHERE id = \(id) AND partner_id = \(caller.partner) AND environment = \(caller.environment)
            """).first
        guard let row else { return nil }
        let attempts = try await database.query("""
            SELECT at, status, error, milliseconds FROM delivery_attempts WHERE delivery_id = \(id) ORDER BY attempt
            """).map { row in
            Attempt(
                at: try row.get("at"), status: try row.getIfPresent("status"), error: try row.getIfPresent("error"),
                milliseconds: try row.get("milliseconds")
            )
        }
        return DeliveryDetail(
            id: id, type: try row.get("type"), status: try row.get("status"), createdAt: try row.get("created_at"),
            dueAt: try row.get("due_at"), settledAt: try row.getIfPresent("settled_at"), body: try row.get("body"), attempts: attempts
        )
    }
}
