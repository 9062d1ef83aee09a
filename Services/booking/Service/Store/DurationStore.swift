import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// How long work took, and what is known of it.
struct DurationStore: Sendable {
    /// Every so many finished jobs, a workshop that plans by experience plans anew.
    static let lesson = 10

    func start(_ appointment: UUID, at instant: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            INSERT INTO work_times (appointment_id, started_at) VALUES (\(appointment), \(instant)) ON CONFLICT (appointment_id) DO NOTHING
            """)
    }

    /// - Returns: when the work began; nil where nobody knows, or it was finished before.
    func complete(_ appointment: UUID, at instant: Date, in transaction: PostgresTransaction) async throws -> Date? {
        try await transaction.query("""
            UPDATE work_times SET completed_at = greatest(\(instant), started_at)
            WHERE appointment_id = \(appointment) AND completed_at IS NULL
            RETURNING started_at
            """).first?.get("started_at")
    }

    func add(_ cells: [DurationCell], of workshop: UUID, in transaction: PostgresTransaction) async throws {
        let cells = cells.sorted { $0.service.uuidString < $1.service.uuidString }
        try await transaction.execute("""
            INSERT INTO duration_cells AS c (workshop_id, service_id, vehicle_class, technician_id, jobs, logs, squares)
            SELECT \(workshop), * FROM unnest(
                \(cells.map(\.service))::uuid[], \(cells.map(\.vehicleClass))::text[], \(cells.map(\.technician))::uuid[],
                \(cells.map { Int64($0.count) })::bigint[], \(cells.map(\.sum))::float8[], \(cells.map(\.squares))::float8[])
            ON CONFLICT (workshop_id, service_id, vehicle_class, technician_id) DO UPDATE SET
                jobs = c.jobs + excluded.jobs, logs = c.logs + excluded.logs, squares = c.squares + excluded.squares
            """)
    }

    func cells(of workshop: UUID, in database: some Querying) async throws -> [DurationCell] {
        try await database.query("""
            SELECT service_id, vehicle_class, technician_id, jobs, logs, squares FROM duration_cells WHERE workshop_id = \(workshop)
            ORDER BY service_id, vehicle_class, technician_id
            """).map {
            DurationCell(
                service: try $0.get("service_id"), vehicleClass: try $0.get("vehicle_class"), technician: try $0.get("technician_id"),
                count: Int(try $0.get("jobs", as: Int64.self)), sum: try $0.get("logs"), squares: try $0.get("squares"))
        }
    }

    func jobs(of workshop: UUID, in database: some Querying) async throws -> Int {
        try await database.query("SELECT coalesce(sum(jobs), 0)::bigint AS jobs FROM duration_cells WHERE workshop_id = \(workshop)")
            .first?.get("jobs") ?? 0
    }

    /// Has a workshop that plans by experience read it again, now and then: every time would empty the cache of its days for nothing.
    /// - Parameter added: how many jobs were just added.
    func teach(_ workshop: UUID, added: Int, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            UPDATE workshops SET revision = revision + 1
            WHERE id = \(workshop) AND definition ->> 'plansByExperience' = 'true'
                AND (SELECT sum(jobs) % \(Int64(Self.lesson)) FROM duration_cells WHERE workshop_id = \(workshop)) < \(Int64(added))
            """)
    }

    /// When work on these began, as far as it has.
    func starts(of appointments: [UUID], in database: some Querying) async throws -> [UUID: Date] {
        try await database.query("SELECT appointment_id, started_at FROM work_times WHERE appointment_id = ANY(\(appointments))")
            .reduce(into: [:]) { $0[try $1.get("appointment_id")] = try $1.get("started_at") }
    }
}
