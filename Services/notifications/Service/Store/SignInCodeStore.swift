import Contracts
import Foundation
import PostgreSQL

/// One-time codes on their way to whoever asked for them.
enum SignInCodeStore {
    struct Due: InHand {
        let id: UUID
        let channel: SignInCodeRequested.Channel
        let address: String
        let locale: String
        let sealedCode: String
        /// Tries with this one.
        let attempts: Int
        let expiresAt: Date
        let traceparent: String?
    }

    static func add(
        _ request: SignInCodeRequested, traceparent: String?, at now: Date, in transaction: PostgresTransaction
    ) async throws {
        try await transaction.execute("""
            INSERT INTO sign_in_codes (id, channel, address, locale, sealed, due_at, expires_at, traceparent, created_at)
            VALUES (\(request.id), \(request.channel.rawValue), \(request.address), \(request.locale), \(request.sealedCode), \(now),
                    \(request.expiresAt), \(traceparent), \(now))
            ON CONFLICT (id) DO NOTHING
            """)
    }

    /// Takes due codes in hand for a while. A try counts when it begins: a mail may come twice after a crash, which harms nobody; a text
    /// message, which costs, is not taken again by anybody once its lease ran out over it (see `abandon`).
    static func lease(limit: Int, at now: Date, for seconds: TimeInterval, in database: PostgresClient) async throws -> [Due] {
        try await database.query("""
            UPDATE sign_in_codes SET leased_until = \(now + seconds), attempts = attempts + 1
            WHERE id IN (SELECT id FROM sign_in_codes WHERE status = 'scheduled' AND due_at <= \(now) AND expires_at > \(now)
                             AND (leased_until IS NULL OR (leased_until <= \(now) AND channel = 'email'))
                         ORDER BY due_at LIMIT \(limit) FOR UPDATE SKIP LOCKED)
            RETURNING id, channel, address, locale, sealed, attempts, expires_at, traceparent
            """).map { row in
            Due(
                id: try row.get("id"), channel: SignInCodeRequested.Channel(rawValue: try row.get("channel")) ?? .email,
                address: try row.getIfPresent("address") ?? "",
                locale: try row.get("locale"),
                sealedCode: try row.getIfPresent("sealed") ?? "", attempts: try row.get("attempts"), expiresAt: try row.get("expires_at"),
                traceparent: try row.getIfPresent("traceparent")
            )
        }
    }

    static func settle(_ due: Due, receipt: String?, error: String?, at now: Date, in database: PostgresClient) async throws {
        let status = error == nil ? "sent" : "failed"
        try await database.execute("""
            UPDATE sign_in_codes SET status = \(status), receipt = \(receipt), error = \(error), address = NULL, sealed = NULL,
                leased_until = NULL, settled_at = \(now)
            WHERE id = \(due.id) AND status = 'scheduled'
            """)
    }

    /// Gives up text messages whose sender died over them: they may have been sent, and go out once at most.
    /// - Returns: how many there were.
    static func abandon(at now: Date, in database: PostgresClient) async throws -> Int {
        try await database.execute("""
            UPDATE sign_in_codes SET status = 'failed', error = 'what came of a try was not noted', address = NULL, sealed = NULL,
                leased_until = NULL, settled_at = \(now)
            WHERE status = 'scheduled' AND channel = 'sms' AND leased_until <= \(now)
            """)
    }

    static func postpone(_ due: Due, to next: Date, error: String, in database: PostgresClient) async throws {
        try await database.execute("""
            UPDATE sign_in_codes SET due_at = \(next), error = \(error), leased_until = NULL WHERE id = \(due.id) AND status = 'scheduled'
            """)
    }

    /// What has run out is not sent any more, and nothing personal of it stays.
    static func expire(at now: Date, in database: PostgresClient) async throws {
        try await database.execute("""
            UPDATE sign_in_codes SET status = 'expired', address = NULL, sealed = NULL, settled_at = \(now)
            WHERE status = 'scheduled' AND expires_at <= \(now)
            """)
    }

    /// Forgets what ran out a day ago, at most `limit`.
    static func forget(limit: Int, at now: Date, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("""
            DELETE FROM sign_in_codes WHERE ctid = ANY(ARRAY(SELECT ctid FROM sign_in_codes WHERE expires_at < \(now - 86_400) LIMIT \(limit)))
            """)
    }
}
