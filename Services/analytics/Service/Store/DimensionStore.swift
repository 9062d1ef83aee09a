import Contracts
import Foundation
import PostgreSQL

/// Workshops, services, technicians with their weekly working time, and messages sent.
enum DimensionStore {
    static func apply(_ state: WorkshopState, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            INSERT INTO workshops AS known (id, version, name) VALUES (\(state.workshop.id), \(state.version), \(state.workshop.name))
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name WHERE known.version < excluded.version
            """)
    }

    static func apply(_ state: ServiceState, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            INSERT INTO services AS known (code, version, name) VALUES (\(state.code), \(state.version), \(state.name))
            ON CONFLICT (code) DO UPDATE SET version = excluded.version, name = excluded.name WHERE known.version < excluded.version
            """)
    }

    static func apply(_ state: TechnicianState, in transaction: PostgresTransaction) async throws {
        let changed = try await transaction.execute("""
            INSERT INTO technicians AS known (id, version, workshop_id, name, active)
            VALUES (\(state.id), \(state.version), \(state.workshopId), \(state.name), \(state.active))
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, workshop_id = excluded.workshop_id, name = excluded.name,
                active = excluded.active WHERE known.version < excluded.version
            """)
        guard changed == 1 else { return }
        let minutes = Dictionary(state.shifts.map { ($0.weekday, max(0, $0.toMinute - $0.fromMinute)) }, uniquingKeysWith: +)
        try await transaction.execute("DELETE FROM technician_shifts WHERE technician_id = \(state.id)")
        try await transaction.execute("""
            INSERT INTO technician_shifts (technician_id, weekday, minutes)
            SELECT \(state.id), * FROM unnest(\(minutes.keys.map { Int64($0) })::int[], \(minutes.values.map { Int64($0) })::int[])
            """)
    }

    static func apply(_ states: [NotificationState], in transaction: PostgresTransaction) async throws {
        let latest = states.latest()
        try await transaction.execute("""
            INSERT INTO messages AS known (id, version, purpose, channel, status, at)
            SELECT * FROM unnest(\(latest.map(\.id))::uuid[], \(latest.map(\.version))::bigint[], \(latest.map(\.purpose.rawValue))::text[],
                \(latest.map(\.channel))::text[], \(latest.map(\.status.rawValue))::text[], \(latest.map(\.at))::timestamptz[])
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, status = excluded.status, at = excluded.at
            WHERE known.version < excluded.version
            """)
    }
}
