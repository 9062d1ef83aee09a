import Contracts
import Foundation
import PostgreSQL

/// What an operator does with parked messages: each is settled once, with who did it.
public struct ParkingDesk: Sendable {
    private let database: PostgresClient
    private let clock: any WallClock
    private let ids: any IDGenerator

    public init(database: PostgresClient, clock: any WallClock, ids: any IDGenerator) {
        self.database = database
        self.clock = clock
        self.ids = ids
    }

    /// Puts a parked message in line to be handled again at once, with a full set of attempts.
    public func replay(_ id: UUID, by operatorName: String) async throws {
        try await database.withTransaction { transaction in
            let message = try await take(id, state: "replayed", by: operatorName, note: nil, in: transaction)
            try await requeue(message, in: transaction)
        }
    }

    /// Replays every open message of one cause, at most `limit` at a time.
    /// - Returns: how many were put in line.
    public func replay(group: ParkedCause, by operatorName: String, limit: Int = 1000) async throws -> Int {
        try await database.withTransaction { transaction in
            let rows = try await transaction.query("""
                UPDATE parked SET state = 'replayed', settled_at = \(clock.now()), settled_by = \(operatorName)
                WHERE id IN (SELECT id FROM parked WHERE state = 'parked' AND error_group = \(group.error) AND type = \(group.type)
                                 AND reason = \(group.reason) ORDER BY id LIMIT \(limit) FOR UPDATE SKIP LOCKED)
                RETURNING id, event_id, routing_key, headers, body
                """)
            for row in rows { try await requeue(Taken(row), in: transaction) }
            return rows.count
        }
    }

    /// Replays with another body, as a new message under a new id: the old one stays on record as edited.
    public func edit(_ id: UUID, body: JSONValue, by operatorName: String) async throws -> UUID {
        let bytes = Data(try JSONCoding.encode(body))
        let newID = ids.next()
        try await database.withTransaction { transaction in
            var message = try await take(id, state: "edited", by: operatorName, note: "as \(newID.text)", in: transaction)
            message.eventID = newID
            message.attributes["id"] = newID.text
            message.body = bytes
            try await requeue(message, in: transaction)
        }
        return newID
    }

    /// Gives a message up, with the reason.
    public func discard(_ id: UUID, reason: String, by operatorName: String) async throws {
        try await database.withTransaction { transaction in
            _ = try await take(id, state: "discarded", by: operatorName, note: reason, in: transaction)
        }
    }

    private func take(
        _ id: UUID, state: String, by operatorName: String, note: String?, in transaction: PostgresTransaction
    ) async throws -> Taken {
        let row = try await transaction.query("""
            UPDATE parked SET state = \(state), settled_at = \(clock.now()), settled_by = \(operatorName), settled_note = \(note)
            WHERE id = \(id) AND state = 'parked' RETURNING id, event_id, routing_key, headers, body
            """).first
        guard let row else {
            let known = try await transaction.query("SELECT 1 AS one FROM parked WHERE id = \(id)").isEmpty == false
            throw known ? ParkingError.settled : ParkingError.unknown
        }
        return try Taken(row)
    }

    /// A message that came without an id of its own gets its parking id, so that it is counted once.
    private func requeue(_ message: Taken, in transaction: PostgresTransaction) async throws {
        let type = message.attributes["type"] ?? message.routingKey
        var attributes = message.attributes
        attributes["id"] = message.eventID.text
        try await transaction.execute("""
            INSERT INTO retry (event_id, type, routing_key, headers, body, attempts, due_at, last_error)
            VALUES (\(message.eventID), \(type), \(message.routingKey), \(json: attributes), \(message.body), 1, \(clock.now()), 'replayed')
            ON CONFLICT (event_id) DO UPDATE SET due_at = excluded.due_at
            """)
    }

    private struct Taken: Sendable {
        var eventID: UUID
        let routingKey: String
        var attributes: [String: String]
        var body: Data

        init(_ row: PostgresRow) throws {
            eventID = try row.getIfPresent("event_id") ?? row.get("id")
            routingKey = try row.get("routing_key")
            attributes = try row.json("headers", as: [String: String].self)
            body = try row.get("body", as: Data.self)
        }
    }
}

/// Why an operator's wish cannot be met.
public enum ParkingError: DomainError {
    case unknown
    case settled

    public var slug: String { self == .unknown ? "parked-message-unknown" : "parked-message-settled" }
    public var kind: DomainErrorKind { self == .unknown ? .notFound : .conflict }
    public var detail: String {
        self == .unknown ? "There is no such parked message." : "This message has already been replayed, edited or discarded."
    }
}
