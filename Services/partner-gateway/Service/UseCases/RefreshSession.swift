import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Gives a device another access token for its refresh token, and another refresh token with it (RFC 9700, section 4.14.2).
///
/// A token counts once. Whoever brings one that was used is a thief or was robbed, and nobody can tell which: the session ends. Only an
/// answer that got lost is forgiven: for half a minute, while nobody has used what it carried, the token before it counts again, and what it
/// carried no longer does.
struct RefreshSession: Sendable {
    let database: PostgresClient
    let outbox: Outbox
    let tokens: GrantTokens
    let judge: JudgeDevice
    let clock: any WallClock
    /// Seconds for which a token counts again whose answer may have got lost.
    static let forgiveness: TimeInterval = 30

    private enum Outcome: Sendable {
        case granted(SessionStore.Session, PersonStore.Person, PosturePolicy.Decision)
        case ended
    }

    /// - Parameter keyThumbprint: of the key that the request was proved by.
    /// - Throws: `GatewayError.sessionEnded`, `.deviceDenied`.
    func run(_ refresh: RefreshToken, device: DeviceDescription?, keyThumbprint: String?) async throws -> SessionGrant {
        let next = RefreshToken()
        let came = try await database.withTransaction(attempts: 3) { transaction in
            try await outcome(of: refresh, next: next, device, keyThumbprint, in: transaction)
        }
        guard case .granted(let session, let person, let decision) = came else { throw GatewayError.sessionEnded }
        return try await tokens.run(session, person: person, refresh: next, decision: decision)
    }

    private func outcome(
        of refresh: RefreshToken, next: RefreshToken, _ device: DeviceDescription?, _ keyThumbprint: String?,
        in transaction: PostgresTransaction
    ) async throws -> Outcome {
        let now = clock.now()
        guard let (token, session) = try await SessionStore.find(token: refresh.hash, in: transaction),
            session.endedAt == nil, session.expiresAt > now
        else { return .ended }
        // Without its key a token is worth nothing, and its owner is left in peace.
        if let bound = session.keyThumbprint, bound != keyThumbprint {
            try note("wrong-key", session, at: now, in: transaction)
            return .ended
        }
        guard try await counts(token, at: now, in: transaction) else {
            _ = try await EndSession.end(session, because: "reused", at: now, outbox: outbox, in: transaction)
            return .ended
        }
        guard !tokens.lifetimes.isIdle(session.person.kind, lastUsedAt: session.lastUsedAt, at: now) else {
            _ = try await EndSession.end(session, because: "idle", at: now, outbox: outbox, in: transaction)
            return .ended
        }
        guard let person = try await PersonStore.find(session.person.id, kind: session.person.kind, at: now, in: transaction) else {
            _ = try await EndSession.end(session, because: "account_removed", at: now, outbox: outbox, in: transaction)
            return .ended
        }
        let decision = try await judge.decide(
            session, role: person.role, device: device, keyThumbprint: keyThumbprint, in: transaction
        )
        try IdentityAuditStore.add(.init(judging: session, device: device ?? session.device, decision), at: now, in: transaction)
        // Who is denied keeps the token: it counts again once the app is up to date.
        if case .deny = decision { return .granted(session, person, decision) }
        try await rotate(token, of: session, to: next, device, keyThumbprint, at: now, in: transaction)
        return .granted(session, person, decision)
    }

    private func rotate(
        _ token: SessionStore.Token, of session: SessionStore.Session, to next: RefreshToken, _ device: DeviceDescription?,
        _ keyThumbprint: String?, at now: Date, in transaction: PostgresTransaction
    ) async throws {
        if let lost = token.successor { try await SessionStore.markUsed(lost, successor: nil, at: now, in: transaction) }
        try await SessionStore.markUsed(token.hash, successor: next.hash, at: now, in: transaction)
        try await SessionStore.insertToken(next.hash, of: session.id, at: now, in: transaction)
        try await SessionStore.touch(
            session.id, keyThumbprint: keyThumbprint, device: device, tokensEndAt: tokens.end, at: now, in: transaction
        )
    }

    private func counts(_ token: SessionStore.Token, at now: Date, in transaction: PostgresTransaction) async throws -> Bool {
        guard let used = token.usedAt else { return true }
        guard let successor = token.successor, now.timeIntervalSince(used) < Self.forgiveness else { return false }
        return try await !SessionStore.isUsed(successor, in: transaction)
    }

    private func note(_ reason: String, _ session: SessionStore.Session, at now: Date, in transaction: PostgresTransaction) throws {
        let entry = IdentityAuditStore.Entry(
            action: "session.refused", person: session.person.id, session: session.id, outcome: "deny", reason: reason
        )
        try IdentityAuditStore.add(entry, at: now, in: transaction)
    }
}
