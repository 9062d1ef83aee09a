import Contracts
import Cryptography
import HTTP

/// Verifies access tokens by the gateway's published keys, without asking the gateway.
struct AccessTokenVerifier: TokenVerifying {
    let keys: TrustedKeys
    let ended: EndedSessions
    let issuer: String
    var audiences: Set<String> = [AccessClaims.audience]
    let clock: any WallClock

    /// - Throws: `InvalidToken` where the token is not one of ours, has run out, or is of a session that was ended; what the database throws.
    func verify(_ bearer: String) async throws -> Principal {
        let principal = try await authenticated(bearer)
        if let session = principal.sessionID, try await ended.contains(session) { throw InvalidToken() }
        return principal
    }

    private func authenticated(_ bearer: String) async throws -> Principal {
        do {
            return try principal(bearer, await keys.keys(noOlderThan: 60))
        } catch JWTError.unknownKey {
            return try await verifyWithFreshKeys(bearer)
        } catch is JWTError {
            throw InvalidToken()
        }
    }

    /// A key that was rotated in a moment ago is in the database before it is in the cache; at most one look a second.
    private func verifyWithFreshKeys(_ bearer: String) async throws -> Principal {
        do {
            return try principal(bearer, await keys.keys(noOlderThan: 1))
        } catch is JWTError {
            throw InvalidToken()
        }
    }

    private func principal(_ bearer: String, _ keys: JWKSet) throws -> Principal {
        let claims = try JWT.verify(
            bearer, as: AccessClaims.self, keys: keys, issuer: issuer, audiences: audiences, type: AccessClaims.tokenType,
            now: clock.now()
        )
        guard let kind = Principal.Kind(rawValue: claims.kind) else { throw InvalidToken() }
        return Principal(
            subject: claims.sub, kind: kind, scopes: Set(claims.scope.split(separator: " ").map(String.init)), name: claims.name,
            sessionID: claims.sid, isUserVerified: claims.amr?.contains(AccessClaims.userVerified) ?? false,
            authenticatedAt: claims.auth_time, client: claims.client_id, environment: claims.env
        )
    }
}
