import Contracts
import Foundation
import PostgreSQL

extension AuditStore {
    /// An entry's number and hash, in hexadecimal; 0 and nothing before the first.
    struct Position: Sendable, Hashable {
        let sequence: Int64
        let hash: String
    }

    /// What a part of the trail looks like.
    struct Check: Sendable {
        let entries: Int64
        /// Notes of which nothing but the digest is left.
        let erased: Int64
        let firstBreak: Int64?
        let end: Position
    }

    /// The last entry a workshop's head tells of.
    func head(of workshop: UUID, in database: some Querying) async throws -> Position {
        let row = try await database.query("""
            SELECT sequence, encode(hash, 'hex') AS hash FROM audit_heads WHERE workshop_id = \(workshop)
            """).first
        guard let row else { return Position(sequence: 0, hash: "") }
        return Position(sequence: try row.get("sequence"), hash: try row.get("hash"))
    }

    /// Checks some entries that follow one. Nil where there are none.
    func check(
        _ workshop: UUID, after start: Position, through last: Int64, limit: Int, in database: some Querying
    ) async throws -> Check? {
        let row = try await database.query("""
            WITH part AS (
                SELECT a.sequence, a.hash, a.previous_hash,
                    -- Written out: as a function of its own it takes seven times as long.
                    a.hash = audit_hash(a) AND (a.note IS NULL
                        OR a.note_digest IS NOT DISTINCT FROM sha256(convert_to(a.note, 'UTF8'))) AND (n.note IS NULL
                        OR a.note_digest IS NOT DISTINCT FROM sha256(n.salt || convert_to(n.note, 'UTF8'))) AS sound,
                    a.note_digest IS NOT NULL AND coalesce(n.note, a.note) IS NULL AS erased
                FROM audit a LEFT JOIN audit_notes n USING (workshop_id, sequence)
                WHERE a.workshop_id = \(workshop) AND a.sequence > \(start.sequence) AND a.sequence <= \(last)
                ORDER BY a.sequence LIMIT \(limit)
            ), judged AS (
                SELECT sequence, hash, erased, sound AND sequence = \(start.sequence)::bigint + row_number() OVER w
                    AND previous_hash = coalesce(lag(hash) OVER w, decode(\(start.hash)::text, 'hex')) AS whole
                FROM part WINDOW w AS (ORDER BY sequence)
            )
            SELECT count(*) AS entries, max(sequence) AS last, min(sequence) FILTER (WHERE NOT whole) AS broken,
                count(*) FILTER (WHERE erased) AS erased,
                (SELECT encode(hash, 'hex') FROM judged ORDER BY sequence DESC LIMIT 1) AS hash
            FROM judged
            """).first
        guard let row, let end: Int64 = try row.getIfPresent("last") else { return nil }
        return Check(
            entries: try row.get("entries"), erased: try row.get("erased"), firstBreak: try row.getIfPresent("broken"),
            end: Position(sequence: end, hash: try row.get("hash"))
        )
    }

    /// Whether there are entries behind the head. Looked at together, as both grow together; a head that has moved on meanwhile is told by
    /// its number.
    func hasMore(than head: Position, of workshop: UUID, in database: some Querying) async throws -> Bool {
        let row = try await database.query("""
            SELECT coalesce((SELECT sequence FROM audit_heads WHERE workshop_id = \(workshop)), 0)
                < coalesce((SELECT max(sequence) FROM audit WHERE workshop_id = \(workshop)), 0) AS more
            """).first
        return try row?.get("more") ?? false
    }
}
