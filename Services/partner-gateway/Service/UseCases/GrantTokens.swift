import Contracts
import Foundation
import PostgreSQL
import ServiceKit

/// Makes the access token of a session: what its role may do, or nothing while its device must prove more.
struct GrantTokens: Sendable {
    let database: PostgresClient
    let issue: IssueToken
    let lifetimes: SessionLifetimes
    private let recentRoles: RecentValue<[Role: Set<Permission>]>

    init(database: PostgresClient, issue: IssueToken, lifetimes: SessionLifetimes, clock: any WallClock) {
        (self.database, self.issue, self.lifetimes) = (database, issue, lifetimes)
        recentRoles = RecentValue(clock: clock)
    }

    /// When a token made now ends.
    var end: Date { issue.end }

    /// - Throws: `GatewayError.deviceDenied` where that was the decision.
    func run(
        _ session: SessionStore.Session, person: PersonStore.Person, refresh: RefreshToken, decision: PosturePolicy.Decision
    ) async throws -> SessionGrant {
        if case .deny(let reason) = decision { throw GatewayError.deviceDenied(reason: reason) }
        let roles = try await recentRoles.value(noOlderThan: 5) { try await RoleStore.permissions(in: database) }
        let mayAct = decision == .allow
        let permissions = mayAct ? (roles[person.role] ?? []).map(\.rawValue).sorted() : []
        let methods = [session.person.method] + (session.person.userVerified ? [AccessClaims.userVerified] : [])
        let issued = try await issue.run(
            subject: person.id.text, kind: person.kind, scopes: permissions,
            // A customer's name is an address: no token carries it.
            name: person.role == .customer ? nil : person.name, session: session.id, methods: methods,
            authenticatedAt: session.provedAt
        )
        return SessionGrant(
            issued: issued, refresh: refresh, session: session.id, person: person, permissions: permissions, stepUp: decision.reason,
            expiresAt: session.expiresAt, idleLimit: lifetimes.idleLimit(of: session.person.kind)
        )
    }
}
