import Contracts
import Foundation
import PostgreSQL

/// Requests outside policy.
struct ExceptionStore: Sendable {
    /// Holds an appointment as it is; gives no row where it is another version by now. A change that comes meanwhile waits, and then finds
    /// the request.
    func hold(_ appointment: AppointmentState) -> SQL {
        "SELECT 1 FROM appointments WHERE id = \(appointment.id) AND version = \(appointment.version) FOR SHARE"
    }

    /// Gives no row where the appointment has one that is pending.
    func insert(_ state: ExceptionState) -> SQL {
        """
        INSERT INTO exceptions (id, version, status, workshop_id, appointment_id, requested_at, due_at, expires_at, state)
        VALUES (\(state.id), \(state.version), \(state.status.rawValue), \(state.workshop.id), \(state.appointmentId),
            \(state.requestedAt), \(state.dueAt), \(state.appointmentStart), \(json: state))
        ON CONFLICT (appointment_id) WHERE status = 'pending' DO NOTHING
        RETURNING id
        """
    }

    /// Replaces a pending one by its next state; gives no row if it is not the one before any more.
    func update(to state: ExceptionState) -> SQL {
        """
        UPDATE exceptions SET version = \(state.version), status = \(state.status.rawValue), state = \(json: state)
        WHERE id = \(state.id) AND version = \(state.version - 1) AND status = 'pending'
        RETURNING id
        """
    }

    /// Holds what of an appointment's waits for a decision.
    func pending(of appointment: UUID) -> SQL {
        "SELECT state FROM exceptions WHERE appointment_id = \(appointment) AND status = 'pending' ORDER BY id FOR UPDATE"
    }

    func exception(_ id: UUID, in database: some Querying) async throws -> ExceptionState {
        guard let row = try await database.query("SELECT state FROM exceptions WHERE id = \(id)").first else {
            throw BookingError.unknownException
        }
        return try row.json("state")
    }

    /// The latest request of each appointment that has one.
    func latest(of appointments: [UUID], in database: some Querying) async throws -> [UUID: ExceptionState] {
        let rows = try await database.query("""
            SELECT DISTINCT ON (appointment_id) appointment_id, state FROM exceptions WHERE appointment_id = ANY(\(appointments))
            ORDER BY appointment_id, requested_at DESC, id DESC
            """)
        return try rows.reduce(into: [:]) { $0[try $1.get("appointment_id")] = try $1.json("state", as: ExceptionState.self) }
    }

    /// A page of requests with their appointments: those that wait by when they are due, others the latest first.
    func page(
        _ filter: ExceptionFilter, after cursor: UUID?, limit: Int, at now: Date, in database: some Querying
    ) async throws -> [(ExceptionState, AppointmentState)] {
        let place = filter.status == .pending
            ? SQL("(e.due_at, e.id) > (SELECT due_at, id FROM exceptions WHERE id = ")
            : SQL("(e.requested_at, e.id) < (SELECT requested_at, id FROM exceptions WHERE id = ")
        let order: SQL = filter.status == .pending ? "e.due_at, e.id" : "e.requested_at DESC, e.id DESC"
        let rows = try await database.query("""
            SELECT e.state, a.state AS appointment FROM exceptions e JOIN appointments a ON a.id = e.appointment_id
            WHERE e.workshop_id = \(filter.workshop) AND e.status = \(filter.status.rawValue)
                AND (\(filter.kind?.rawValue)::text IS NULL OR e.state->>'kind' = \(filter.kind?.rawValue))
                AND (NOT \(filter.overdueOnly)::boolean OR e.due_at < \(now))
                AND (\(cursor)::uuid IS NULL OR \(fragment: place)\(cursor)))
            ORDER BY \(fragment: order) LIMIT \(limit)
            """)
        return try rows.map { (try $0.json("state"), try $0.json("appointment")) }
    }

    /// How many wait at a workshop, or at all, and how many of them for too long.
    func counts(of workshop: UUID?, at now: Date, in database: some Querying) async throws -> (open: Int, overdue: Int) {
        let row = try await database.query("""
            SELECT count(*) AS open, count(*) FILTER (WHERE due_at < \(now)) AS overdue FROM exceptions
            WHERE status = 'pending' AND (\(workshop)::uuid IS NULL OR workshop_id = \(workshop))
            """).first
        return (try row?.get("open") ?? 0, try row?.get("overdue") ?? 0)
    }

    /// Forgets requests that were settled, for appointments that were before an instant, at most `limit`. What was decided, and why by its
    /// code, is in the audit trail.
    func forget(limit: Int, before: Date, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("""
            DELETE FROM exceptions WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM exceptions WHERE status <> 'pending' AND expires_at < \(before) LIMIT \(limit)))
            """)
    }

    /// Holds some whose appointments' time has come, without waiting for who decides one just now.
    func expired(at now: Date, limit: Int, in transaction: PostgresTransaction) async throws -> [ExceptionState] {
        try await transaction.query("""
            SELECT state FROM exceptions WHERE status = 'pending' AND expires_at <= \(now)
            ORDER BY expires_at LIMIT \(limit) FOR UPDATE SKIP LOCKED
            """).map { try $0.json("state") }
    }
}

/// Which requests are asked for.
struct ExceptionFilter: Sendable {
    let workshop: UUID
    var status: ExceptionStatus = .pending
    var kind: AppointmentChange?
    var overdueOnly = false
}
