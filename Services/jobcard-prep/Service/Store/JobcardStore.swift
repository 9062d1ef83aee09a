import Contracts
import Foundation
import PostgreSQL

/// Job cards.
enum JobcardStore {
    /// What is known of the card of an appointment.
    struct Known: Sendable {
        let id: UUID
        let version: Int64
        let appointmentVersion: Int64
    }

    /// Locks the card of an appointment, if there is one.
    static func lock(appointment: UUID, in transaction: PostgresTransaction) async throws -> Known? {
        try await transaction.query("SELECT id, version, appointment_version FROM jobcards WHERE appointment_id = \(appointment) FOR UPDATE")
            .first.map { Known(id: try $0.get("id"), version: try $0.get("version"), appointmentVersion: try $0.get("appointment_version")) }
    }

    /// Locks cards in the order of their ids, before any stock: as whoever prepares a card does.
    static func lock(_ ids: [UUID], in transaction: PostgresTransaction) async throws {
        try await transaction.execute("SELECT 1 FROM jobcards WHERE id = ANY(\(ids)::uuid[]) ORDER BY id FOR UPDATE")
    }

    /// Writes a card that is newer than the known one.
    /// - Returns: false where another transaction made the same card first; the event must be tried again.
    static func put(
        _ card: JobcardState, of state: AppointmentState, localDay: LocalDate, isNew: Bool, in transaction: PostgresTransaction
    ) async throws -> Bool {
        let vehicle = "\(state.vehicle.make) \(state.vehicle.model)"
        if isNew {
            return try await transaction.execute("""
                INSERT INTO jobcards (id, appointment_id, appointment_version, version, workshop_id, status, technician_id,
                    technician_name, vehicle, plate, note, starts_at, ends_at, local_day, steps)
                VALUES (\(card.id), \(state.id), \(state.version), \(card.version), \(card.workshopId), \(card.status.rawValue),
                    \(card.technician.id), \(card.technician.name), \(vehicle), \(state.vehicle.plate), \(state.note), \(card.start),
                    \(card.end), \(localDay.description)::date, \(json: card.steps))
                ON CONFLICT (appointment_id) DO NOTHING
                """) == 1
        }
        return try await transaction.execute("""
            UPDATE jobcards SET appointment_version = \(state.version), version = \(card.version), workshop_id = \(card.workshopId),
                status = \(card.status.rawValue), technician_id = \(card.technician.id), technician_name = \(card.technician.name),
                vehicle = \(vehicle), plate = \(state.vehicle.plate), note = \(state.note), starts_at = \(card.start),
                ends_at = \(card.end), local_day = \(localDay.description)::date, steps = \(json: card.steps)
            WHERE id = \(card.id)
            """) == 1
    }

    /// Counts a change of a card whose own fields stay as they are.
    /// - Returns: the card as it now is, or nil where there is none.
    static func raiseVersion(of jobcard: UUID, in transaction: PostgresTransaction) async throws -> JobcardState? {
        try await transaction.query("""
            UPDATE jobcards SET version = version + 1 WHERE id = \(jobcard)
            RETURNING version, appointment_id, workshop_id, status, technician_id, technician_name, starts_at, ends_at, steps
            """).first.map { row in
            JobcardState(
                id: jobcard, version: try row.get("version"), appointmentId: try row.get("appointment_id"),
                workshopId: try row.get("workshop_id"), status: JobcardStatus(rawValue: try row.get("status")) ?? .draft,
                technician: NamedReference(id: try row.get("technician_id"), name: try row.get("technician_name")),
                start: try row.get("starts_at"), end: try row.get("ends_at"), steps: try row.json("steps", as: [JobcardState.Step].self)
            )
        }
    }

    static func put(_ bill: Bill, service code: String, in database: PostgresClient) async throws {
        try await database.execute("""
            INSERT INTO bills (service_code, parts, steps) VALUES (\(code), \(json: bill.parts), \(json: bill.steps))
            ON CONFLICT (service_code) DO UPDATE SET parts = excluded.parts, steps = excluded.steps
            """)
    }

    static func bills(of codes: [String], in transaction: PostgresTransaction) async throws -> [String: Bill] {
        let rows = try await transaction.query("SELECT service_code, parts, steps FROM bills WHERE service_code = ANY(\(codes)::text[])")
        return Dictionary(try rows.map { row in
            let bill = Bill(parts: try row.json("parts", as: [Bill.Part].self), steps: try row.json("steps", as: [Bill.Step].self))
            return (try row.get("service_code"), bill)
        }) { first, _ in first }
    }

    /// The cards of one day, in order of time.
    static func list(workshop: UUID, day: LocalDate, limit: Int, in database: PostgresClient) async throws -> [JobcardView] {
        try await views("WHERE j.workshop_id = \(workshop) AND j.local_day = \(day.description)::date", limit: limit, in: database)
    }

    static func find(_ id: UUID, in database: PostgresClient) async throws -> JobcardView? {
        try await views("WHERE j.id = \(id)", in: database).first
    }

    static func find(appointment: UUID, in database: PostgresClient) async throws -> JobcardView? {
        try await views("WHERE j.appointment_id = \(appointment)", in: database).first
    }

    private static func views(_ condition: SQL, limit: Int = 1, in database: PostgresClient) async throws -> [JobcardView] {
        try await database.query("""
            SELECT j.*, coalesce((SELECT jsonb_agg(jsonb_build_object('sku', p.sku, 'name', coalesce(s.name, p.sku), 'needed', p.needed,
                       'reserved', p.reserved) ORDER BY p.sku)
                   FROM jobcard_parts p LEFT JOIN parts s ON s.workshop_id = j.workshop_id AND s.sku = p.sku
                   WHERE p.jobcard_id = j.id), '[]'::jsonb) AS parts
            FROM jobcards j \(fragment: condition) ORDER BY j.starts_at, j.id LIMIT \(limit)
            """).map(view)
    }

    private static func view(_ row: PostgresRow) throws -> JobcardView {
        JobcardView(
            id: try row.get("id"), version: try row.get("version"), appointmentId: try row.get("appointment_id"),
            workshopId: try row.get("workshop_id"), status: JobcardStatus(rawValue: try row.get("status")) ?? .draft,
            technician: NamedReference(id: try row.get("technician_id"), name: try row.get("technician_name")),
            vehicle: try row.get("vehicle"), plate: try row.get("plate"), note: try row.getIfPresent("note"), start: try row.get("starts_at"),
            end: try row.get("ends_at"), steps: try row.json("steps", as: [JobcardState.Step].self),
            parts: try row.json("parts", as: [JobcardView.Part].self)
        )
    }
}
