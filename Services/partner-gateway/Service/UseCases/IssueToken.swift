import Contracts
import Cryptography
import Foundation
import PostgreSQL
import ServiceKit

/// Signs access tokens.
struct IssueToken: Sendable {
    private let database: PostgresClient
    private let keys: SigningKeyStore
    private let recentKey: RecentValue<SigningKeyStore.SigningKey>
    private let issuer: String
    private let lifetime: Duration
    private let clock: any WallClock
    private let ids: any IDGenerator
    /// Seconds for which a key read from the database signs on; a rotation takes effect after them.
    static let keyAge: TimeInterval = 5

    init(
        database: PostgresClient, keys: SigningKeyStore, issuer: String, lifetime: Duration, clock: any WallClock, ids: any IDGenerator
    ) {
        (self.database, self.keys, self.issuer, self.lifetime) = (database, keys, issuer, lifetime)
        (self.clock, self.ids) = (clock, ids)
        recentKey = RecentValue(clock: clock)
    }

    /// How long a token made now counts.
    var end: Date { clock.now().addingTimeInterval(lifetime / .seconds(1)) }

    struct Issued: Sendable {
        let token: String
        let expiresIn: Int
    }

    /// A partner's client, which the token names.
    struct Client: Sendable {
        let id: String
        let environment: PartnerEnvironment
    }

    /// - Parameters:
    ///   - client: a partner's; nil for a person.
    ///   - session: of a person's device.
    ///   - methods: how the person was authenticated (RFC 8176).
    ///   - authenticatedAt: when; nil where nobody knows.
    func run(
        subject: String, kind: String, scopes: [String], name: String?, for client: Client? = nil, session: UUID? = nil,
        methods: [String]? = nil, authenticatedAt: Date? = nil
    ) async throws -> Issued {
        let signing = try await recentKey.value(noOlderThan: Self.keyAge) {
            guard let current = try await keys.current(issuer: issuer, at: clock.now(), in: database) else { throw NoSigningKey() }
            return current
        }
        let now = clock.now()
        let seconds = lifetime / .seconds(1)
        let claims = AccessClaims(
            issuer: issuer, subject: subject, kind: kind, scopes: scopes, name: name, session: session, methods: methods,
            authenticatedAt: authenticatedAt,
            issuedAt: now, expiresAt: now.addingTimeInterval(seconds), id: ids.next().text,
            audience: client == nil ? AccessClaims.audience : AccessClaims.partnerAudience, client: client?.id,
            environment: client?.environment.claim
        )
        let token = try JWT.sign(claims: claims, key: signing.key, kid: signing.kid, type: AccessClaims.tokenType)
        return Issued(token: token, expiresIn: Int(seconds))
    }
}

/// The gateway has just started and has no key yet.
struct NoSigningKey: DomainError {
    let slug = "no-signing-key"
    let kind = DomainErrorKind.unavailable
    let detail = "The gateway is starting; try again in a moment."
}
