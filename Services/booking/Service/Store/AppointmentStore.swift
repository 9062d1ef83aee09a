import Contracts
import Foundation
import PostgreSQL

/// An appointment with what only this service knows of it.
struct StoredAppointment: Sendable {
    let state: AppointmentState
    let day: LocalDate
    /// All days on which it takes anything, `day` among them.
    let days: Set<LocalDate>
    let linkGeneration: Int

    /// Of a row of `appointments`.
    static let columns: SQL = """
        state, day::text AS day, link_generation, (SELECT string_agg(DISTINCT a.day::text, ' ') FROM allocations a
            WHERE a.appointment_id = appointments.id AND a.active) AS days
        """

    init(_ row: PostgresRow) throws {
        state = try row.json("state")
        day = LocalDate(try row.get("day", as: String.self)) ?? LocalDate(daysSince1970: 0)
        let others = try row.getIfPresent("days", as: String.self) ?? ""
        days = Set(others.split(separator: " ").compactMap { LocalDate(String($0)) } + [day])
        linkGeneration = try row.get("link_generation")
    }
}

/// Reads appointments.
struct AppointmentStore: Sendable {
    func appointment(_ id: UUID, in database: some Querying) async throws -> StoredAppointment {
        let row = try await database.query("""
            SELECT \(fragment: StoredAppointment.columns) FROM appointments WHERE id = \(id)
            """).first
        guard let row else { throw BookingError.unknownAppointment }
        return try StoredAppointment(row)
    }

    /// Answers to one partner's request come one after the other; held until the transaction ends. Without it two messages of one
    /// request could both find it unanswered, and the second would decline what the first has booked.
    func lock(request: UUID, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("SELECT pg_advisory_xact_lock(hashtextextended(\(request.text), 1))")
    }

    /// Whether a partner's request has become an appointment.
    func hasAppointment(for request: UUID, in database: some Querying) async throws -> Bool {
        try await !database.query("SELECT 1 FROM appointments WHERE request_id = \(request)").isEmpty
    }

    func appointments(_ ids: [UUID], in database: some Querying) async throws -> [AppointmentState] {
        try await database.query("SELECT state FROM appointments WHERE id = ANY(\(ids))").map { try $0.json("state") }
    }

    /// Everything on a workshop's day but what was cancelled, by time: what begins on it, and what goes on there.
    func board(of workshop: UUID, on day: LocalDate, in database: some Querying) async throws -> [AppointmentState] {
        try await database.query("""
            SELECT state FROM appointments WHERE status <> 'cancelled' AND id IN (
                SELECT id FROM appointments WHERE workshop_id = \(workshop) AND day = \(day.description)::date
                UNION ALL SELECT appointment_id FROM allocations
                WHERE workshop_id = \(workshop) AND day = \(day.description)::date AND active AND NOT is_hold)
            ORDER BY starts_at, id
            """).map { try $0.json("state") }
    }

    /// Everything that begins on a workshop's days but what was cancelled, by time.
    func board(
        of workshop: UUID, from first: LocalDate, through last: LocalDate, in database: some Querying
    ) async throws -> [AppointmentState] {
        try await database.query("""
            SELECT state FROM appointments
            WHERE workshop_id = \(workshop) AND day BETWEEN \(first.description)::date AND \(last.description)::date
                AND status <> 'cancelled'
            ORDER BY starts_at, id
            """).map { try $0.json("state") }
    }

    /// Everything on a workshop's days, with what only this service knows.
    func all(of workshop: UUID, from first: LocalDate, through last: LocalDate, in database: some Querying) async throws -> [StoredAppointment] {
        try await database.query("""
            SELECT \(fragment: StoredAppointment.columns) FROM appointments
            WHERE workshop_id = \(workshop) AND day BETWEEN \(first.description)::date AND \(last.description)::date
            """).map(StoredAppointment.init)
    }

    /// A page of a workshop's appointments by day, time and id.
    func page(
        of workshop: UUID, from first: LocalDate, through last: LocalDate, after cursor: PageCursor?, limit: Int, in database: some Querying
    ) async throws -> [AppointmentState] {
        let position = cursor ?? .beginning
        return try await database.query("""
            SELECT state FROM appointments
            WHERE workshop_id = \(workshop) AND day BETWEEN \(first.description)::date AND \(last.description)::date
                AND (day, starts_at, id) > (\(position.day.description)::date, \(position.start), \(position.id))
            ORDER BY day, starts_at, id LIMIT \(limit)
            """).map { try $0.json("state") }
    }

    /// A customer's appointments, the latest first.
    /// - Parameter cursor: the last one of the page before; one of somebody else's gives nothing.
    func appointments(
        of customer: UUID, before cursor: UUID?, limit: Int, in database: some Querying
    ) async throws -> [StoredAppointment] {
        try await database.query("""
            SELECT \(fragment: StoredAppointment.columns) FROM appointments
            WHERE customer_id = \(customer) AND (\(cursor)::uuid IS NULL OR (starts_at, id) <
                (SELECT starts_at, id FROM appointments WHERE id = \(cursor) AND customer_id = \(customer)))
            ORDER BY starts_at DESC, id DESC LIMIT \(limit)
            """).map(StoredAppointment.init)
    }

    /// The ids under which rows of another system were imported before.
    func imported(_ externalIDs: [String], in database: some Querying) async throws -> [String: UUID] {
        let rows = try await database.query("SELECT external_id, id FROM appointments WHERE external_id = ANY(\(externalIDs))")
        return try rows.reduce(into: [:]) { $0[try $1.get("external_id")] = try $1.get("id") }
    }
}

/// Where a page of appointments begins.
struct PageCursor: Sendable, Hashable {
    let day: LocalDate
    let start: Date
    let id: UUID

    static let beginning = PageCursor(
        day: LocalDate(daysSince1970: 0), start: Date(timeIntervalSince1970: 0), id: UUID(high: 0, low: 0)
    )
}
