import Contracts
import Foundation
import PostgreSQL

/// The sessions of people's devices, and their refresh tokens.
enum SessionStore {
    struct Session: Sendable {
        let id: UUID
        let person: AuthenticatedPerson
        let keyThumbprint: String?
        let device: DeviceDescription?
        let version: Int64
        let createdAt: Date
        let lastUsedAt: Date
        let tokensEndAt: Date
        let expiresAt: Date
        let endedAt: Date?

        /// When the person proved who they are; nil where nobody knows: a provider may send back whom it has not asked for long.
        var provedAt: Date? { person.method == "oidc" ? person.providerAskedAt : createdAt }
    }

    /// A refresh token as it stands.
    struct Token: Sendable {
        let hash: [UInt8]
        let usedAt: Date?
        let successor: [UInt8]?
    }

    static func insert(_ session: Session, in transaction: PostgresTransaction) async throws {
        let person = session.person
        try await transaction.execute("""
            INSERT INTO sessions (id, person_id, kind, method, user_verified, key_thumbprint, device, version, created_at, last_used_at,
                tokens_end_at, expires_at, provider_asked_at)
            VALUES (\(session.id), \(person.id), \(person.kind), \(person.method), \(person.userVerified), \(session.keyThumbprint),
                \(json: session.device), \(session.version), \(session.createdAt), \(session.lastUsedAt), \(session.tokensEndAt),
                \(session.expiresAt), \(person.providerAskedAt))
            """)
    }

    static func insertToken(_ hash: [UInt8], of session: UUID, at now: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("INSERT INTO refresh_tokens (hash, session_id, created_at) VALUES (\(hash), \(session), \(now))")
    }

    /// The token with its session, which is held until the transaction ends: two refreshes of one session come one after the other.
    static func find(token hash: [UInt8], in transaction: PostgresTransaction) async throws -> (token: Token, session: Session)? {
        guard let owner = try await transaction.query("SELECT session_id FROM refresh_tokens WHERE hash = \(hash)").first else { return nil }
        let id = try owner.get("session_id", as: UUID.self)
        // Read once the session is held: what another refresh did meanwhile is seen.
        guard let session = try await find(id, in: transaction),
            let row = try await transaction.query("SELECT used_at, successor FROM refresh_tokens WHERE hash = \(hash)").first
        else { return nil }
        let successor = try row.getIfPresent("successor", as: Data.self).map(Array.init)
        return (Token(hash: hash, usedAt: try row.getIfPresent("used_at"), successor: successor), session)
    }

    /// The session, held until the transaction ends.
    static func find(_ id: UUID, in transaction: PostgresTransaction) async throws -> Session? {
        try await transaction.query("SELECT * FROM sessions WHERE id = \(id) FOR UPDATE").first.map(session)
    }

    /// Whether the token was used before.
    static func isUsed(_ hash: [UInt8], in transaction: PostgresTransaction) async throws -> Bool {
        try await !transaction.query("SELECT 1 FROM refresh_tokens WHERE hash = \(hash) AND used_at IS NOT NULL").isEmpty
    }

    static func markUsed(_ hash: [UInt8], successor: [UInt8]?, at now: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            UPDATE refresh_tokens SET used_at = coalesce(used_at, \(now)), successor = \(successor) WHERE hash = \(hash)
            """)
    }

    static func touch(
        _ id: UUID, keyThumbprint: String?, device: DeviceDescription?, tokensEndAt: Date, at now: Date, in transaction: PostgresTransaction
    ) async throws {
        try await transaction.execute("""
            UPDATE sessions SET last_used_at = \(now), tokens_end_at = greatest(tokens_end_at, \(tokensEndAt)),
                key_thumbprint = coalesce(key_thumbprint, \(keyThumbprint)), device = coalesce(\(json: device), device)
            WHERE id = \(id)
            """)
    }

    /// - Returns: the session's next version; nil where it had ended before.
    static func end(_ id: UUID, because reason: String, at now: Date, in transaction: PostgresTransaction) async throws -> Int64? {
        try await transaction.query("""
            UPDATE sessions SET ended_at = \(now), ended_why = \(reason), version = version + 1 WHERE id = \(id) AND ended_at IS NULL
            RETURNING version
            """).first?.get("version")
    }

    /// A person's open sessions, the one used last first; at most a thousand.
    static func open(of person: UUID, at now: Date, in database: some Querying) async throws -> [Session] {
        try await database.query("""
            SELECT * FROM sessions WHERE person_id = \(person) AND ended_at IS NULL AND expires_at > \(now)
            ORDER BY last_used_at DESC, id LIMIT 1000
            """).map(session)
    }

    /// Forgets sessions a month after their end, with their tokens.
    static func forget(limit: Int, at now: Date, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("""
            DELETE FROM sessions WHERE ctid = ANY(ARRAY(SELECT ctid FROM sessions WHERE expires_at < \(now - 30 * 86_400) LIMIT \(limit)))
            """)
    }

    private static func session(_ row: PostgresRow) throws -> Session {
        Session(
            id: try row.get("id"),
            person: AuthenticatedPerson(
                id: try row.get("person_id"), kind: try row.get("kind"), method: try row.get("method"),
                userVerified: try row.get("user_verified"), providerAskedAt: try row.getIfPresent("provider_asked_at")
            ),
            keyThumbprint: try row.getIfPresent("key_thumbprint"),
            device: try row.jsonIfPresent("device"), version: try row.get("version"),
            createdAt: try row.get("created_at"), lastUsedAt: try row.get("last_used_at"), tokensEndAt: try row.get("tokens_end_at"),
            expiresAt: try row.get("expires_at"), endedAt: try row.getIfPresent("ended_at")
        )
    }
}
