import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Ends sessions: at once here, and within seconds in every service, which is told by `session.changed`.
struct EndSession: Sendable {
    let database: PostgresClient
    let outbox: Outbox
    let clock: any WallClock

    /// Ends one of a person's open sessions.
    /// - Parameters:
    ///   - actor: who does it, where that is somebody else.
    ///   - note: in their words, why.
    /// - Throws: `GatewayError.sessionUnknown` where the person has no such open session.
    func run(
        _ id: UUID, of person: UUID, because reason: String, actor: String? = nil, note: String? = nil
    ) async throws {
        let now = clock.now()
        try await database.withTransaction(attempts: 3) { transaction in
            guard let session = try await SessionStore.find(id, in: transaction), session.person.id == person,
                try await Self.end(session, because: reason, actor: actor, note: note, at: now, outbox: outbox, in: transaction)
            else { throw GatewayError.sessionUnknown }
        }
    }

    /// Ends all of a person's open sessions but one.
    /// - Returns: how many.
    func runAll(of person: UUID, but kept: UUID?, because reason: String, actor: String? = nil, note: String? = nil) async throws -> Int {
        let now = clock.now()
        return try await database.withTransaction(attempts: 3) { transaction in
            try await runAll(of: person, but: kept, because: reason, actor: actor, note: note, at: now, in: transaction)
        }
    }

    /// The same with the transaction.
    @discardableResult func runAll(
        of person: UUID, but kept: UUID? = nil, because reason: String, actor: String? = nil, note: String? = nil, at now: Date,
        in transaction: PostgresTransaction
    ) async throws -> Int {
        var count = 0
        for session in try await SessionStore.open(of: person, at: now, in: transaction) where session.id != kept {
            let isEnded = try await Self.end(session, because: reason, actor: actor, note: note, at: now, outbox: outbox, in: transaction)
            if isEnded { count += 1 }
        }
        return count
    }

    /// Ends the session of a refresh token; what is no token of an open session is passed over.
    func run(_ refresh: RefreshToken) async throws {
        let now = clock.now()
        try await database.withTransaction(attempts: 3) { transaction in
            try await Self.end(refresh, because: "signed_out", at: now, outbox: outbox, in: transaction)
        }
    }

    /// Ends the session of a refresh token, where it has one.
    static func end(
        _ refresh: RefreshToken, because reason: String, at now: Date, outbox: Outbox, in transaction: PostgresTransaction
    ) async throws {
        guard let (_, session) = try await SessionStore.find(token: refresh.hash, in: transaction) else { return }
        _ = try await end(session, because: reason, at: now, outbox: outbox, in: transaction)
    }

    /// - Returns: false where it had ended before; then nothing is told.
    static func end(
        _ session: SessionStore.Session, because reason: String, actor: String? = nil, note: String? = nil, at now: Date, outbox: Outbox,
        in transaction: PostgresTransaction
    ) async throws -> Bool {
        guard let version = try await SessionStore.end(session.id, because: reason, at: now, in: transaction) else { return false }
        let entry = IdentityAuditStore.Entry(
            action: "session.ended", person: session.person.id, session: session.id, actor: actor, reason: reason,
            detail: note.map { ["note": .string($0)] }
        )
        try IdentityAuditStore.add(entry, at: now, in: transaction)
        let state = SessionState(
            id: session.id, version: version, personId: session.person.id, kind: session.person.kind, status: .ended, reason: reason,
            at: now, tokensEndAt: session.tokensEndAt
        )
        try await outbox.add(.sessionChanged, subject: session.id, version: version, payload: state, in: transaction)
        return true
    }
}
