import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// Proves that a partner's client is who it says (OAuth 2.0, RFC 6749, section 2.3.1), and what it may ask for.
struct AuthenticateClient: Sendable {
    let database: PostgresClient
    let clock: any WallClock

    /// The secret is 32 random bytes, so a plain hash of it cannot be guessed backwards; no slow hash is needed.
    func run(clientID: String, clientSecret: String, scope: String?) async throws -> PartnerStore.Key {
        let key = try await PartnerStore.key(clientID, at: clock.now(), in: database)
        let expected = key?.secretHash ?? SHA256.digest("no such client")
        guard constantTimeEquals(SHA256.digest(clientSecret), expected), let key else { throw OAuthError.invalidClient }
        let asked = Set((scope ?? "").split(separator: " ").map(String.init))
        guard asked.isSubset(of: key.scopes) else { throw OAuthError.invalidScope }
        return PartnerStore.Key(
            partner: key.partner, secretHash: key.secretHash, scopes: asked.isEmpty ? key.scopes : asked.sorted()
        )
    }
}

/// The errors of the token endpoint (RFC 6749, section 5.2).
enum OAuthError: String, Error {
    case invalidRequest = "invalid_request"
    case invalidClient = "invalid_client"
    case invalidScope = "invalid_scope"
    case unsupportedGrantType = "unsupported_grant_type"

    var status: Int { self == .invalidClient ? 401 : 400 }
    var description: String {
        switch self {
        case .invalidRequest: "grant_type, client_id and client_secret must be given once each"
        case .invalidClient: "the client is unknown or its secret is wrong"
        case .invalidScope: "the client may not have every scope it asks for"
        case .unsupportedGrantType: "grant_type must be client_credentials"
        }
    }
}
