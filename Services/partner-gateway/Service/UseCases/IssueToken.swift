import Contracts
import Cryptography
import Foundation
import PostgreSQL
import ServiceKit

/// Signs access tokens.
struct IssueToken: Sendable {
    let database: PostgresClient
    let keys: SigningKeyStore
    let issuer: String
    let lifetime: Duration
    let clock: any WallClock
    let ids: any IDGenerator

    struct Issued: Sendable {
        let token: String
        let expiresIn: Int
    }

    func run(subject: String, kind: String, scopes: [String], name: String?) async throws -> Issued {
        guard let signing = try await keys.current(in: database) else { throw NoSigningKey() }
        let now = clock.now()
        let seconds = lifetime / .seconds(1)
        let claims = AccessClaims(
            issuer: issuer, subject: subject, kind: kind, scopes: scopes, name: name, issuedAt: now,
            expiresAt: now.addingTimeInterval(seconds), id: ids.next().text
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
