import Contracts
import Foundation
import PostgreSQL

/// What was decided of each message, and what counts for the frequency caps.
enum DecisionStore {
    /// Decisions about one person are made one after the other, so that two do not both see the last free place under a cap.
    static func lock(_ person: UUID, in transaction: PostgresTransaction) async throws {
        _ = try await transaction.query("SELECT pg_advisory_xact_lock(hashtextextended(\("contact " + person.text), 0))")
    }

    /// When a person was written to since then, but for this message.
    static func contacts(_ person: UUID, since: Date, but message: UUID, in connection: some Querying) async throws -> [Date] {
        try await connection.query("""
            SELECT decided_at FROM send_decisions WHERE counts AND person = \(person) AND decided_at > \(since) AND message_id <> \(message)
            """).map { try $0.get("decided_at") }
    }

    /// Notes what was decided last of a message.
    static func note(_ wish: ContactWish, _ verdict: DecisionEntry.Verdict, _ decision: ContactDecision, at now: Date,
                     in transaction: PostgresTransaction) async throws {
        var (ground, rule, again): (ContactGround?, ContactRule?, Date?)
        switch decision {
        case .yes(let given): ground = given
        case .no(let told, let date): (rule, again) = (told, verdict == .deferred ? date : nil)
        }
        let purpose = wish.kind.purpose
        try await transaction.execute("""
            INSERT INTO send_decisions (message_id, kind, purpose, channel, person, verdict, grounds, consent_id, rule, again_at, counts,
                                        decided_at, created_at)
            VALUES (\(wish.message), \(wish.kind.rawValue), \(purpose.rawValue), \(wish.channel.rawValue), \(wish.person), \(verdict.rawValue),
                    \(ground?.name), \(ground?.consent), \(rule?.rawValue), \(again), \(ground != nil && purpose.canBeRefused), \(now), \(now))
            ON CONFLICT (message_id) DO UPDATE SET verdict = EXCLUDED.verdict, grounds = EXCLUDED.grounds, consent_id = EXCLUDED.consent_id,
                rule = EXCLUDED.rule, again_at = EXCLUDED.again_at, counts = EXCLUDED.counts, decided_at = EXCLUDED.decided_at
            """)
    }

    /// What was given up by the mail server or provider has reached nobody: it does not count any more.
    static func uncount(_ message: UUID, in connection: some Querying) async throws {
        _ = try await connection.query("UPDATE send_decisions SET counts = false WHERE message_id = \(message)")
    }

    /// The latest first, from the one after `last` on.
    static func list(
        of person: UUID, verdict: DecisionEntry.Verdict?, after last: UUID?, limit: Int, in database: PostgresClient
    ) async throws -> [DecisionEntry] {
        var condition: SQL = "person = \(person)"
        if let verdict { condition = "\(fragment: condition) AND verdict = \(verdict.rawValue)" }
        if let last {
            condition = """
                \(fragment: condition) AND (created_at, message_id) < (SELECT created_at, message_id FROM send_decisions WHERE message_id = \(last))
                """
        }
        return try await database.query("""
            SELECT * FROM send_decisions WHERE \(fragment: condition) ORDER BY created_at DESC, message_id DESC LIMIT \(limit)
            """).map(entry)
    }

    static func find(_ message: UUID, in connection: some Querying) async throws -> DecisionEntry? {
        try await connection.query("SELECT * FROM send_decisions WHERE message_id = \(message)").first.map(entry)
    }

    /// Forgets what was decided of codes and security notices a month ago, as they are themselves; at most `limit`.
    static func forget(limit: Int, at now: Date, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("""
            DELETE FROM send_decisions WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM send_decisions WHERE purpose = 'security' AND created_at < \(now - 30 * 86_400) LIMIT \(limit)))
            """)
    }

    private static func entry(_ row: PostgresRow) throws -> DecisionEntry {
        let rule = try row.getIfPresent("rule", as: ContactRule.self)
        return DecisionEntry(
            messageId: try row.get("message_id"), kind: try row.get("kind", as: MessageKind.self),
            purpose: try row.get("purpose", as: ContactPurpose.self), channel: try row.get("channel"), customerId: try row.getIfPresent("person"),
            verdict: try row.get("verdict", as: DecisionEntry.Verdict.self), ground: try row.getIfPresent("grounds"),
            consentId: try row.getIfPresent("consent_id"), rule: rule, explanation: rule?.explanation, againAt: try row.getIfPresent("again_at"),
            decidedAt: try row.get("decided_at"), createdAt: try row.get("created_at")
        )
    }
}
