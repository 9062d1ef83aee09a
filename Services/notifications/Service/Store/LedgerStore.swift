import Contracts
import Foundation
import PostgreSQL

/// The ledger of messages, and what is known of the appointments they tell of.
enum LedgerStore {
    /// A message in hand.
    struct Due: Sendable {
        let id: UUID
        let version: Int64
        let purpose: NotificationState.Purpose
        let appointment: AppointmentState
        let attempts: Int
        let traceparent: String?
    }

    /// Remembers a state if it is newer than what is known.
    /// - Returns: whether it is newer, and what was known before.
    static func follow(
        _ state: AppointmentState, in transaction: PostgresTransaction
    ) async throws -> (isNewer: Bool, known: MessagePlan.Known?) {
        let row = try await transaction.query("SELECT version, status, starts_at FROM appointments WHERE id = \(state.id) FOR UPDATE").first
        guard let row else {
            let inserted = try await transaction.execute("""
                INSERT INTO appointments (id, version, status, starts_at)
                VALUES (\(state.id), \(state.version), \(state.status.rawValue), \(state.start)) ON CONFLICT (id) DO NOTHING
                """)
            // Somebody else has just heard of it: tried again, the row is found.
            guard inserted == 1 else { throw HeardMeanwhile() }
            return (true, nil)
        }
        guard try row.get("version", as: Int64.self) < state.version else { return (false, nil) }
        try await transaction.execute("""
            UPDATE appointments SET version = \(state.version), status = \(state.status.rawValue), starts_at = \(state.start)
            WHERE id = \(state.id)
            """)
        let status = AppointmentStatus(rawValue: try row.get("status")) ?? .booked
        return (true, MessagePlan.Known(status: status, start: try row.get("starts_at")))
    }

    static func add(
        _ entry: MessagePlan.Entry, of state: AppointmentState, traceparent: String?, at now: Date, in transaction: PostgresTransaction
    ) async throws {
        try await transaction.execute("""
            INSERT INTO messages (id, appointment_id, appointment_version, customer_id, purpose, appointment, due_at, traceparent, created_at)
            VALUES (\(MessageIdentity.id(appointment: state.id, entry)), \(state.id), \(state.version), \(state.customer.id),
                    \(entry.purpose.rawValue), \(json: state), \(entry.due), \(traceparent), \(now))
            ON CONFLICT DO NOTHING
            """)
    }

    static func voidReminders(of appointment: UUID, at now: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            UPDATE messages SET status = 'cancelled', version = version + 1, settled_at = \(now)
            WHERE appointment_id = \(appointment) AND purpose = 'reminder' AND status = 'scheduled'
            """)
    }

    /// Takes due messages in hand; nobody else sends them until the lease is over.
    static func lease(limit: Int, at now: Date, for seconds: TimeInterval, in database: PostgresClient) async throws -> [Due] {
        try await database.query("""
            UPDATE messages SET status = 'sending', leased_until = \(now + seconds)
            WHERE id IN (SELECT id FROM messages WHERE status IN ('scheduled', 'sending') AND due_at <= \(now)
                             AND (leased_until IS NULL OR leased_until <= \(now))
                         ORDER BY due_at LIMIT \(limit) FOR UPDATE SKIP LOCKED)
            RETURNING id, version, purpose, appointment, attempts, traceparent
            """).map { row in
            Due(
                id: try row.get("id"), version: try row.get("version"),
                purpose: NotificationState.Purpose(rawValue: try row.get("purpose")) ?? .confirmation,
                appointment: try row.json("appointment", as: AppointmentState.self), attempts: try row.get("attempts"),
                traceparent: try row.getIfPresent("traceparent")
            )
        }
    }

    /// Writes what came of a try: `sent`, `failed`, or `scheduled` again for later.
    static func settle(_ due: Due, as outcome: SendOutcome, at now: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            UPDATE messages SET status = \(outcome.status.rawValue), version = \(due.version + 1), attempts = \(due.attempts + 1),
                due_at = coalesce(\(outcome.next), due_at), leased_until = NULL, error = \(outcome.error), receipt = \(outcome.receipt),
                settled_at = CASE WHEN \(outcome.next == nil) THEN \(now)::timestamptz END
            WHERE id = \(due.id)
            """)
    }

    static func list(
        customer: UUID?, appointment: UUID?, before cursor: UUID?, limit: Int, in database: PostgresClient
    ) async throws -> [LedgerEntry] {
        try await database.query("""
            SELECT * FROM messages WHERE (\(customer)::uuid IS NULL OR customer_id = \(customer))
                AND (\(appointment)::uuid IS NULL OR appointment_id = \(appointment)) AND (\(cursor)::uuid IS NULL OR id > \(cursor))
            ORDER BY id LIMIT \(limit)
            """).map(entry)
    }

    static func find(_ id: UUID, in database: PostgresClient) async throws -> LedgerEntry? {
        try await database.query("SELECT * FROM messages WHERE id = \(id)").first.map(entry)
    }

    private static func entry(_ row: PostgresRow) throws -> LedgerEntry {
        LedgerEntry(
            id: try row.get("id"), appointmentId: try row.get("appointment_id"), appointmentVersion: try row.get("appointment_version"),
            customerId: try row.get("customer_id"), purpose: NotificationState.Purpose(rawValue: try row.get("purpose")) ?? .confirmation,
            channel: try row.get("channel"), status: NotificationState.Status(rawValue: try row.get("status")) ?? .scheduled,
            dueAt: try row.get("due_at"), attempts: try row.get("attempts"), error: try row.getIfPresent("error"),
            createdAt: try row.get("created_at"), settledAt: try row.getIfPresent("settled_at")
        )
    }
}

/// Two instances heard of an appointment at the same moment.
struct HeardMeanwhile: Error, CustomStringConvertible {
    let description = "the appointment was heard of by another instance meanwhile"
}
