import Contracts
import Foundation
import PostgreSQL

/// The ledger of messages, and what is known of the appointments they tell of.
enum LedgerStore {
    /// A message in hand.
    struct Due: InHand {
        let id: UUID
        /// Raised by every lease: who settles must present the one they were given.
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
                INSERT INTO appointments (id, version, status, starts_at, since_version)
                VALUES (\(state.id), \(state.version), \(state.status.rawValue), \(state.start), \(state.version))
                ON CONFLICT (id) DO NOTHING
                """)
            // Somebody else has just heard of it: tried again, the row is found.
            guard inserted == 1 else { throw HeardMeanwhile() }
            return (true, nil)
        }
        guard try row.get("version", as: Int64.self) < state.version else { return (false, nil) }
        let known = MessagePlan.Known(status: AppointmentStatus(rawValue: try row.get("status")) ?? .booked, start: try row.get("starts_at"))
        let isAsBefore = known == MessagePlan.Known(status: state.status, start: state.start)
        try await transaction.execute("""
            UPDATE appointments SET version = \(state.version), status = \(state.status.rawValue), starts_at = \(state.start),
                since_version = CASE WHEN \(isAsBefore) THEN since_version ELSE \(state.version) END
            WHERE id = \(state.id)
            """)
        return (true, known)
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

    /// What waits to be sent tells the appointment as it is now: with the link that is valid.
    static func refresh(_ state: AppointmentState, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            UPDATE messages SET appointment = \(json: state) WHERE appointment_id = \(state.id) AND status IN ('scheduled', 'sending')
            """)
    }

    /// One that is in hand is left to whoever has it: that it is overtaken is found before it is sent the next time.
    static func voidReminders(of appointment: UUID, at now: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            UPDATE messages SET status = 'cancelled', version = version + 1, settled_at = \(now)
            WHERE appointment_id = \(appointment) AND purpose = 'reminder' AND status = 'scheduled'
            """)
    }

    /// Takes due messages in hand; nobody else sends them until the lease is over. What the appointment has overtaken, because it was
    /// moved, called off or begun since, is not sent any more. What cannot be read is given up, and holds up no other. A lease that ran out
    /// was a try of which nobody knows what came: the message may have left.
    static func lease(limit: Int, at now: Date, for seconds: TimeInterval, in database: PostgresClient) async throws -> [Due] {
        let rows = try await database.query("""
            WITH due AS (
                SELECT m.id, m.appointment_version < a.since_version AS overtaken
                FROM messages m JOIN appointments a ON a.id = m.appointment_id
                WHERE m.status IN ('scheduled', 'sending') AND m.due_at <= \(now) AND (m.leased_until IS NULL OR m.leased_until <= \(now))
                ORDER BY m.due_at LIMIT \(limit) FOR UPDATE OF m SKIP LOCKED)
            UPDATE messages m SET version = version + 1, status = CASE WHEN overtaken THEN 'cancelled' ELSE 'sending' END,
                leased_until = CASE WHEN overtaken THEN NULL ELSE \(now + seconds)::timestamptz END,
                settled_at = CASE WHEN overtaken THEN \(now)::timestamptz END,
                attempts = attempts + CASE WHEN m.status = 'sending' THEN 1 ELSE 0 END,
                error = CASE WHEN m.status = 'sending' THEN 'what came of a try was not noted' ELSE error END
            FROM due WHERE m.id = due.id
            RETURNING m.id, version, purpose, appointment, attempts, traceparent, overtaken
            """).filter { try !$0.get("overtaken", as: Bool.self) }
        var due: [Due] = []
        for row in rows {
            do {
                due.append(try self.due(row))
            } catch {
                try await giveUp(try row.get("id"), because: String(describing: error), at: now, in: database)
            }
        }
        return due
    }

    private static func due(_ row: PostgresRow) throws -> Due {
        Due(
            id: try row.get("id"), version: try row.get("version"), purpose: try row.get("purpose", as: NotificationState.Purpose.self),
            appointment: try row.json("appointment", as: AppointmentState.self), attempts: try row.get("attempts"),
            traceparent: try row.getIfPresent("traceparent")
        )
    }

    private static func giveUp(_ id: UUID, because reason: String, at now: Date, in database: PostgresClient) async throws {
        try await database.execute("""
            UPDATE messages SET status = 'failed', leased_until = NULL, settled_at = \(now), error = \(reason) WHERE id = \(id)
            """)
    }

    /// Writes what came of a try: `sent`, `failed`, or `scheduled` again for later.
    /// - Parameter template: the one whose words were tried.
    /// - Returns: false where the lease was over and somebody else has the message now: then nothing is written.
    static func settle(
        _ due: Due, as outcome: SendOutcome, template: String?, at now: Date, in transaction: PostgresTransaction
    ) async throws -> Bool {
        try await transaction.execute("""
            UPDATE messages SET status = \(outcome.status.rawValue), version = \(due.version + 1),
                attempts = \(due.attempts + (outcome.isTry ? 1 : 0)), due_at = coalesce(\(outcome.next), due_at), leased_until = NULL,
                error = \(outcome.error), receipt = \(outcome.receipt), template = coalesce(\(template), template),
                settled_at = CASE WHEN \(outcome.next == nil) THEN \(now)::timestamptz END
            WHERE id = \(due.id) AND version = \(due.version) AND status = 'sending'
            """) == 1
    }

    /// The latest first, from the one after `last` on.
    static func list(
        customer: UUID?, appointment: UUID?, isTest: Bool?, after last: UUID?, limit: Int, in database: PostgresClient
    ) async throws -> [LedgerEntry] {
        var condition: SQL = isTest == true ? "is_test" : "true"
        if let customer { condition = "customer_id = \(customer)" }
        if let appointment { condition = "\(fragment: condition) AND appointment_id = \(appointment)" }
        if let last {
            condition = "\(fragment: condition) AND (created_at, id) < (SELECT created_at, id FROM messages WHERE id = \(last))"
        }
        return try await database.query("""
            SELECT m.*, d.verdict, d.grounds, d.consent_id, d.rule FROM
                (SELECT * FROM messages WHERE \(fragment: condition) ORDER BY created_at DESC, id DESC LIMIT \(limit)) m
            LEFT JOIN send_decisions d ON d.message_id = m.id ORDER BY m.created_at DESC, m.id DESC
            """).map(entry)
    }

    static func find(_ id: UUID, in database: PostgresClient) async throws -> LedgerEntry? {
        try await database.query("""
            SELECT m.*, d.verdict, d.grounds, d.consent_id, d.rule FROM messages m LEFT JOIN send_decisions d ON d.message_id = m.id
            WHERE m.id = \(id)
            """).first.map(entry)
    }

    /// The appointment that a message tells of.
    static func appointment(of message: UUID, in database: PostgresClient) async throws -> AppointmentState? {
        try await database.query("SELECT appointment FROM messages WHERE id = \(message)").first?.jsonIfPresent("appointment")
    }

    private static func decision(_ row: PostgresRow) throws -> LedgerEntry.Decision? {
        guard let verdict = try row.getIfPresent("verdict", as: DecisionEntry.Verdict.self) else { return nil }
        return LedgerEntry.Decision(
            verdict: verdict, ground: try row.getIfPresent("grounds"), consentId: try row.getIfPresent("consent_id"),
            rule: try row.getIfPresent("rule", as: ContactRule.self)
        )
    }

    private static func entry(_ row: PostgresRow) throws -> LedgerEntry {
        LedgerEntry(
            id: try row.get("id"), appointmentId: try row.getIfPresent("appointment_id"),
            appointmentVersion: try row.getIfPresent("appointment_version"), customerId: try row.getIfPresent("customer_id"),
            purpose: try row.get("purpose"), channel: try row.get("channel"),
            status: NotificationState.Status(rawValue: try row.get("status")) ?? .scheduled,
            dueAt: try row.get("due_at"), attempts: try row.get("attempts"), error: try row.getIfPresent("error"),
            createdAt: try row.get("created_at"), settledAt: try row.getIfPresent("settled_at"), template: try row.getIfPresent("template"),
            isTest: try row.get("is_test"), requestedBy: try row.getIfPresent("requested_by"), decision: try decision(row)
        )
    }
}

/// Two instances heard of an appointment at the same moment.
struct HeardMeanwhile: Error, CustomStringConvertible {
    let description = "the appointment was heard of by another instance meanwhile"
}
