import Contracts
import Foundation
import Outbox
import PostgreSQL
import ServiceKit

/// What a device has after signing in or refreshing.
struct SessionGrant: Sendable {
    let issued: IssueToken.Issued
    let refresh: RefreshToken
    let session: UUID
    let person: PersonStore.Person
    let permissions: [String]
    /// Why the session may do nothing yet but prove more; nil where it may do all that its role may.
    let stepUp: String?
    let expiresAt: Date
    /// Seconds without any use after which the session ends; nil where it does not.
    let idleLimit: Int?
}

/// Opens a session for somebody who has proved who they are, if the policy of their role lets their device in.
struct OpenSession: Sendable {
    let database: PostgresClient
    let outbox: Outbox
    let tokens: GrantTokens
    let judge: JudgeDevice
    let newDevice: NoticeNewDevice
    let clock: any WallClock
    let ids: any IDGenerator

    /// - Parameters:
    ///   - keyThumbprint: of the device's key, where it has proved one.
    ///   - replacing: the refresh token the device came with: its session ends, one device has one.
    /// - Throws: `GatewayError.deviceDenied`, after noting it.
    func run(
        _ authenticated: AuthenticatedPerson, device: DeviceDescription?, keyThumbprint: String?, replacing old: RefreshToken?
    ) async throws -> SessionGrant {
        let now = clock.now()
        guard let person = try await PersonStore.find(authenticated.id, kind: authenticated.kind, at: now, in: database) else {
            throw GatewayError.wrongCredentials
        }
        let session = SessionStore.Session(
            id: ids.next(), person: authenticated, keyThumbprint: keyThumbprint, device: device, version: 1,
            createdAt: now, lastUsedAt: now, tokensEndAt: tokens.end, expiresAt: tokens.lifetimes.end(of: authenticated.kind, from: now), endedAt: nil
        )
        let refresh = RefreshToken()
        let decision = try await database.withTransaction(attempts: 3) { transaction in
            let decision = try await judge.decide(session, role: person.role, keyThumbprint: keyThumbprint, in: transaction)
            try IdentityAuditStore.add(.init(opening: session, decision), at: now, in: transaction)
            if case .deny = decision { return decision }
            if let old { try await EndSession.end(old, because: "replaced", at: now, outbox: outbox, in: transaction) }
            try await newDevice.run(session, at: now, in: transaction)
            try await SessionStore.insert(session, in: transaction)
            try await SessionStore.insertToken(refresh.hash, of: session.id, at: now, in: transaction)
            try await outbox.add(.sessionChanged, subject: session.id, version: 1, payload: SessionState(open: session), in: transaction)
            return decision
        }
        return try await tokens.run(session, person: person, refresh: refresh, decision: decision)
    }
}

extension IdentityAuditStore.Entry {
    /// A decision about a device, with what it said of itself.
    init(
        _ action: String = "session.refreshed", judging session: SessionStore.Session, device: DeviceDescription?,
        _ decision: PosturePolicy.Decision
    ) {
        self.init(
            action: action, person: session.person.id, session: session.id, outcome: decision.name, reason: decision.reason,
            detail: device.map {
                ["app": .string($0.app), "appVersion": .string($0.appVersion), "system": .string($0.system),
                 "systemVersion": .string($0.systemVersion ?? ""), "method": .string(session.person.method)]
            }
        )
    }

    init(opening session: SessionStore.Session, _ decision: PosturePolicy.Decision) {
        self.init("session.opened", judging: session, device: session.device, decision)
    }
}

extension SessionState {
    init(open session: SessionStore.Session) {
        self.init(
            id: session.id, version: session.version, personId: session.person.id, kind: session.person.kind, status: .open,
            at: session.createdAt, tokensEndAt: session.tokensEndAt
        )
    }
}
