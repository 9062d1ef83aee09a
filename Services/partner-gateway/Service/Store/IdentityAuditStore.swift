import Contracts
import Foundation
import PostgreSQL

/// What happened to identities: sign-ins, decisions about devices, ended sessions, changed roles and policies. Append-only,
/// for as long as it is kept.
enum IdentityAuditStore {
    struct Entry: Sendable {
        /// As `session.opened`.
        let action: String
        var person: UUID?
        var session: UUID?
        /// Who did it, where that is somebody else.
        var actor: String?
        /// As `allow`, `deny`, `done`.
        var outcome = "done"
        var reason: String?
        var detail: JSONValue?
    }

    /// An entry as people read it.
    struct View: Codable, Sendable {
        let id: Int64
        let at: Date
        let action: String
        let personId: UUID?
        /// What staff are called, a customer's address; absent once the person has no account.
        let personName: String?
        let sessionId: UUID?
        let actor: String?
        let outcome: String
        let reason: String?
        let detail: JSONValue?
    }

    /// Goes with the commit.
    static func add(_ entry: Entry, at now: Date, in transaction: PostgresTransaction) throws {
        try transaction.enqueue("""
            INSERT INTO identity_audit (at, action, person_id, session_id, actor, outcome, reason, detail)
            VALUES (\(now), \(entry.action), \(entry.person), \(entry.session), \(entry.actor), \(entry.outcome), \(entry.reason),
                    \(json: entry.detail))
            """)
    }

    /// The action of a sign-in on a device that its person did not have before.
    static let newDevice = "device.new"

    /// How many new devices a person was told of.
    static func newDevicesTold(of person: UUID, since: Date, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.query("""
            SELECT count(*) AS told FROM identity_audit
            WHERE person_id = \(person) AND action = \(newDevice) AND outcome = 'told' AND at > \(since)
            """).first?.get("told") ?? 0
    }

    /// Forgets what is older than that many days.
    static func forget(olderThan days: Int, limit: Int, in transaction: PostgresTransaction) async throws -> Int {
        try await permitForgetting(olderThan: String(days), in: transaction)
        return try await transaction.execute("""
            DELETE FROM identity_audit WHERE id = ANY(ARRAY(
                SELECT id FROM identity_audit WHERE at < now() - make_interval(days => \(days)::int) ORDER BY at LIMIT \(limit)))
            """)
    }

    /// Tells the table's trigger, until the transaction ends, which rows may go: those older than that, and than ninety days.
    static func permitForgetting(olderThan days: String, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("SELECT set_config('pitcrew.identity_audit_days', \(days), true)")
    }

    /// The latest first.
    /// - Parameter last: the last one of the page before.
    static func list(person: UUID?, before last: Int64?, limit: Int, in database: PostgresClient) async throws -> [View] {
        try await database.query("""
            SELECT a.*, coalesce((SELECT name FROM staff WHERE id = a.person_id), (SELECT email FROM people WHERE id = a.person_id)) AS name
            FROM identity_audit a
            WHERE (\(person)::uuid IS NULL OR person_id = \(person)) AND id < \(last ?? .max) ORDER BY id DESC LIMIT \(limit)
            """).map { row in
            View(
                id: try row.get("id"), at: try row.get("at"), action: try row.get("action"), personId: try row.getIfPresent("person_id"),
                personName: try row.getIfPresent("name"),
                sessionId: try row.getIfPresent("session_id"), actor: try row.getIfPresent("actor"), outcome: try row.get("outcome"),
                reason: try row.getIfPresent("reason"), detail: try row.jsonIfPresent("detail")
            )
        }
    }
}
