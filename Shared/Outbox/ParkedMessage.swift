import Contracts
import Foundation
import PostgreSQL

/// A parked message as operators see it. The body may hold personal data: the API that shows it asks for the `ops` scope.
public struct ParkedMessage: Codable, Sendable {
    public let id: UUID
    public let eventId: UUID?
    public let type: String
    public let routingKey: String
    public let reason: ParkingReason
    public let error: String
    public let errorGroup: String
    public let attempts: Int
    public let firstFailedAt: Date
    public let parkedAt: Date
    public let state: String
    public let attributes: [String: String]
    /// The body as text; bytes that are not UTF-8 are replaced.
    public let body: String

    init(_ row: PostgresRow) throws {
        id = try row.get("id")
        eventId = try row.getIfPresent("event_id")
        type = try row.get("type")
        routingKey = try row.get("routing_key")
        reason = ParkingReason(rawValue: try row.get("reason")) ?? .permanent
        error = try row.get("error")
        errorGroup = try row.get("error_group")
        attempts = try row.get("attempts")
        firstFailedAt = try row.get("first_failed_at")
        parkedAt = try row.get("parked_at")
        state = try row.get("state")
        attributes = try row.json("headers", as: [String: String].self)
        body = String(decoding: try row.get("body", as: Data.self), as: UTF8.self)
    }
}

/// What parked messages have in common that are shown as one row and replayed together.
public struct ParkedCause: Codable, Sendable, Hashable {
    /// The error without what differs from message to message.
    public let error: String
    public let type: String
    public let reason: String

    public init(error: String, type: String, reason: String) {
        self.error = error
        self.type = type
        self.reason = reason
    }
}

/// Parked messages of one cause.
public struct ParkedGroup: Codable, Sendable {
    public let error: String
    public let type: String
    public let reason: String
    public let count: Int
    public let oldest: Date
    public let newest: Date
}
