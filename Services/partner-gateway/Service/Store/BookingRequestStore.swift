import Contracts
import Foundation
import PostgreSQL

/// What partners asked for, and how far it is.
enum BookingRequestStore {
    struct Request: Codable, Sendable {
        let id: UUID
        let reference: String
        let status: BookingRequestStatus
        let appointmentId: UUID?
        let start: Date?
        /// Why it was declined or cancelled.
        let reason: String?
        /// What is free instead of what was declined.
        let alternatives: [Period]?
        let requestedAt: Date
        let changedAt: Date
    }

    /// - Throws: `GatewayError.referenceTaken` where the partner has used the reference before.
    static func insert(
        id: UUID, caller: PartnerCaller, reference: String, start: Date, at now: Date, in transaction: PostgresTransaction
    ) async throws {
        let inserted = try await transaction.execute("""
            INSERT INTO \(identifier: caller.environment.requestsTable) (id, partner_id, reference, status, starts_at, requested_at, changed_at)
            VALUES (\(id), \(caller.partner), \(reference), 'requested', \(start), \(now), \(now))
            ON CONFLICT (partner_id, reference) DO NOTHING
            """)
        guard inserted == 1 else { throw GatewayError.referenceTaken }
    }

    /// Follows an answer or a change, if it is newer than what is known.
    static func apply(
        _ booking: WebhookMessage.Booking, partner: UUID, environment: PartnerEnvironment, at now: Date, in transaction: PostgresTransaction
    ) async throws {
        try await transaction.execute("""
            UPDATE \(identifier: environment.requestsTable)
            SET status = \(booking.status.rawValue), version = \(booking.version), appointment_id = \(booking.appointmentId),
                starts_at = coalesce(\(booking.start), starts_at), reason = \(booking.reason), alternatives = \(json: booking.alternatives),
                changed_at = \(now)
            WHERE id = \(booking.id) AND partner_id = \(partner) AND version < \(booking.version)
            """)
    }

    static func find(_ id: UUID, caller: PartnerCaller, in database: PostgresClient) async throws -> Request? {
        try await database.query("""
            SELECT id, reference, status, appointment_id, starts_at, reason, alternatives, requested_at, changed_at
            FROM \(identifier: caller.environment.requestsTable) WHERE id = \(id) AND partner_id = \(caller.partner)
            """).first.map { row in
            Request(
                id: try row.get("id"), reference: try row.get("reference"),
                status: BookingRequestStatus(rawValue: try row.get("status")) ?? .requested,
                appointmentId: try row.getIfPresent("appointment_id"), start: try row.getIfPresent("starts_at"),
                reason: try row.getIfPresent("reason"), alternatives: try row.jsonIfPresent("alternatives"),
                requestedAt: try row.get("requested_at"), changedAt: try row.get("changed_at")
            )
        }
    }
}
