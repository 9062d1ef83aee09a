import Contracts
import Foundation
import PostgreSQL

/// Which entries of a workshop's trail are asked for.
struct AuditFilter: Sendable {
    let workshop: UUID
    var appointment: UUID?
    var actor: String?
    var action: String?
    var reason: String?
    /// From then on, and before then.
    var from: Date?
    var to: Date?

    fileprivate var conditions: SQL {
        """
        workshop_id = \(workshop) AND (\(appointment)::uuid IS NULL OR appointment_id = \(appointment))
            AND (\(actor)::text IS NULL OR actor = \(actor)) AND (\(action)::text IS NULL OR action = \(action))
            AND (\(reason)::text IS NULL OR reason = \(reason))
            AND (\(from)::timestamptz IS NULL OR at >= \(from)) AND (\(to)::timestamptz IS NULL OR at < \(to))
        """
    }
}

/// An entry as it was written and chained.
struct AuditRecord: Codable, Sendable, Hashable {
    let sequence: Int64
    let at: Date
    /// Who did it: `customer`, `system`, or `advisor` or `partner` with an id.
    let actor: String
    let action: String
    /// A reason code.
    let reason: String?
    let note: String?
    /// Whether there was a note, of which the trail holds the digest alone.
    let noteErased: Bool
    let appointmentId: UUID
    let before: AuditEntry.Snapshot?
    let after: AuditEntry.Snapshot
    /// SHA-256, in hexadecimal.
    let hash: String

    fileprivate init(_ row: PostgresRow) throws {
        sequence = try row.get("sequence")
        at = try row.get("at")
        actor = try row.get("actor")
        action = try row.get("action")
        reason = try row.getIfPresent("reason")
        note = try row.getIfPresent("note")
        noteErased = try row.get("erased")
        appointmentId = try row.get("appointment_id")
        before = try row.jsonIfPresent("before")
        after = try row.json("after")
        hash = try row.get("hash")
    }
}

extension AuditStore {
    /// A page of entries, the latest first.
    func page(_ filter: AuditFilter, before cursor: Int64?, limit: Int, in database: some Querying) async throws -> [AuditRecord] {
        try await database.query("""
            SELECT sequence, at, actor, action, reason, coalesce(audit.note, n.note) AS note,
                note_digest IS NOT NULL AND coalesce(audit.note, n.note) IS NULL AS erased, appointment_id, before, after,
                encode(hash, 'hex') AS hash
            FROM \(fragment: Self.withNotes)
            WHERE \(fragment: filter.conditions) AND (\(cursor)::bigint IS NULL OR sequence < \(cursor))
            ORDER BY sequence DESC LIMIT \(limit)
            """).map(AuditRecord.init)
    }

    /// The next entries after a number, the earliest first, each cell as the export has it; empty for what is absent.
    func lines(
        _ filter: AuditFilter, after last: Int64, limit: Int, in database: some Querying
    ) async throws -> [(sequence: Int64, cells: [String])] {
        let rows = try await database.query("""
            SELECT workshop_id::text AS workshop_id, sequence,
                to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, actor, action, reason,
                coalesce(audit.note, n.note) AS note, encode(n.salt, 'hex') AS note_salt,
                CASE WHEN note_digest IS NOT NULL AND coalesce(audit.note, n.note) IS NULL THEN 'erased' END AS note_state,
                appointment_id::text AS appointment_id, before::text AS before, after::text AS after,
                encode(note_digest, 'hex') AS note_digest, encode(previous_hash, 'hex') AS previous_hash, encode(hash, 'hex') AS hash
            FROM \(fragment: Self.withNotes) WHERE \(fragment: filter.conditions) AND sequence > \(last) ORDER BY sequence LIMIT \(limit)
            """)
        return try rows.map { row in
            let sequence: Int64 = try row.get("sequence")
            let cells = try AuditExport.columns.map { column in
                column == "sequence" ? String(sequence) : try row.getIfPresent(column, as: String.self) ?? ""
            }
            return (sequence, cells)
        }
    }
}
