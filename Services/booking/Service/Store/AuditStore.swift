import Contracts
import Foundation
import PostgreSQL

/// The append-only trail of schedule changes. The database numbers and chains the entries.
struct AuditStore: Sendable {
    func append(_ entries: [AuditEntry]) -> SQL {
        // Each entry holds its workshop's chain until the transaction ends: in the order of workshops nobody waits in a circle.
        let rows = entries.sorted { $0.workshop.uuidString < $1.workshop.uuidString }
        return """
            INSERT INTO audit (workshop_id, appointment_id, actor, action, reason, note, at, before, after)
            SELECT e.workshop, e.appointment, e.actor, e.action, e.reason, e.note, e.at, e.before, e.after FROM unnest(
                \(rows.map(\.workshop))::uuid[], \(rows.map(\.appointment))::uuid[], \(rows.map(\.actor))::text[],
                \(rows.map(\.action))::text[], \(rows.map(\.reason))::text[], \(rows.map(\.note))::text[], \(rows.map(\.at))::timestamptz[],
                \(rows.map { Self.text($0.before) })::jsonb[], \(rows.map { Self.text($0.after) })::jsonb[])
                WITH ORDINALITY AS e (workshop, appointment, actor, action, reason, note, at, before, after, ordinal)
            ORDER BY e.ordinal
            """
    }

    private static func text(_ snapshot: AuditEntry.Snapshot?) -> String? {
        snapshot.flatMap { try? JSONCoding.text($0) }
    }
}
