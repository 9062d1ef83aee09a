import Contracts
import Foundation
import PostgreSQL

/// Messages that people must look at (O5): the `parked` table.
public struct ParkingStore: Sendable {
    private let ids: any IDGenerator

    public init(ids: any IDGenerator) { self.ids = ids }

    func add(_ failed: FailedMessage, reason: ParkingReason, error: String, in transaction: PostgresTransaction) async throws {
        let message = failed.message
        try await transaction.execute("""
            INSERT INTO parked (id, event_id, type, routing_key, headers, body, reason, error, error_group, attempts, first_failed_at)
            VALUES (\(ids.next()), \(failed.eventID), \(message.type.rawValue), \(message.routingKey), \(json: message.attributes),
                    \(Data(message.body)), \(reason.rawValue), \(error), \(ErrorText.group(error)), \(failed.attempts), \(failed.firstFailedAt))
            ON CONFLICT (event_id) WHERE state = 'parked' DO NOTHING
            """)
    }

    /// Open messages, the oldest first; of one cause only, where it is given.
    public func list(group: ParkedCause?, after cursor: UUID?, limit: Int, in database: PostgresClient) async throws -> [ParkedMessage] {
        try await database.query("""
            SELECT id, event_id, type, routing_key, reason, error, error_group, attempts, first_failed_at, parked_at, state, headers, body
            FROM parked WHERE state = 'parked' AND 
                  (\(group == nil) OR (error_group, type, reason) = (\(group?.error), \(group?.type), \(group?.reason))) AND
                  (\(cursor)::uuid IS NULL OR id > \(cursor))
            ORDER BY id LIMIT \(limit)
            """).map(ParkedMessage.init)
    }

    /// Open messages counted by type and cause, the largest group first.
    public func groups(in database: PostgresClient) async throws -> [ParkedGroup] {
        try await database.query("""
            SELECT error_group, type, reason, count(*) AS n, min(parked_at) AS oldest, max(parked_at) AS newest
            FROM parked WHERE state = 'parked' GROUP BY error_group, type, reason ORDER BY count(*) DESC, error_group LIMIT 200
            """).map { row in
            ParkedGroup(
                error: try row.get("error_group"), type: try row.get("type"), reason: try row.get("reason"), count: try row.get("n"),
                oldest: try row.get("oldest"), newest: try row.get("newest")
            )
        }
    }

    public func find(_ id: UUID, in database: PostgresClient) async throws -> ParkedMessage? {
        try await database.query("""
            SELECT id, event_id, type, routing_key, reason, error, error_group, attempts, first_failed_at, parked_at, state, headers, body
            FROM parked WHERE id = \(id)
            """).first.map(ParkedMessage.init)
    }

    public func count(in database: PostgresClient) async throws -> Int {
        try await database.query("SELECT count(*) AS n FROM parked WHERE state = 'parked'").first?.get("n") ?? 0
    }
}
