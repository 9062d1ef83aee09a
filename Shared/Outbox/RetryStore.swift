import Contracts
import Foundation
import PostgreSQL

/// Messages that failed and are due again later.
enum RetryStore {
    /// A claimed row, locked until the transaction ends.
    struct Row: Sendable {
        let id: Int64
        let eventID: UUID
        let failed: FailedMessage
    }

    /// Keeps a first failure. A message already waiting keeps its place: a redelivery never shortens a delay.
    static func add(_ failed: FailedMessage, due: Date, error: String, in transaction: PostgresTransaction) async throws {
        guard let eventID = failed.eventID else { return }
        try await transaction.execute("""
            INSERT INTO retry (event_id, type, routing_key, headers, body, attempts, due_at, first_failed_at, last_error)
            VALUES (\(eventID), \(failed.message.type.rawValue), \(failed.message.routingKey), \(json: failed.message.attributes),
                    \(Data(failed.message.body)), \(failed.attempts), \(due), \(failed.firstFailedAt), \(error))
            ON CONFLICT (event_id) DO NOTHING
            """)
    }

    /// The longest overdue messages that no other instance has in hand.
    static func claim(_ limit: Int, now: Date, in transaction: PostgresTransaction) async throws -> [Row] {
        try await transaction.query("""
            SELECT id, event_id, routing_key, headers, body, attempts, first_failed_at FROM retry
            WHERE due_at <= \(now) ORDER BY due_at LIMIT \(limit) FOR UPDATE SKIP LOCKED
            """).map { row in
            let eventID = try row.get("event_id", as: UUID.self)
            let message = IncomingMessage(
                attributes: try row.json("headers", as: [String: String].self), routingKey: try row.get("routing_key"),
                body: Array(try row.get("body", as: Data.self))
            )
            return Row(
                id: try row.get("id"), eventID: eventID,
                failed: FailedMessage(
                    message: message, eventID: eventID, attempts: try row.get("attempts"),
                    firstFailedAt: try row.get("first_failed_at")
                )
            )
        }
    }

    static func postpone(_ row: Row, attempts: Int, due: Date, error: String, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            UPDATE retry SET attempts = \(attempts), due_at = \(due), last_error = \(error) WHERE id = \(row.id)
            """)
    }

    static func remove(_ rows: [Row], in transaction: PostgresTransaction) async throws {
        try await transaction.execute("DELETE FROM retry WHERE id = ANY(\(rows.map(\.id))::bigint[])")
    }
}
