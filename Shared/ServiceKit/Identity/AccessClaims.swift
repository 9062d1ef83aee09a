import Foundation

/// The claims of an access token (RFC 9068 names, `scope` as in RFC 8693): what the gateway signs and every service reads.
public struct AccessClaims: Codable, Sendable {
    /// `typ` of the token's header (RFC 9068, section 2.1).
    public static let tokenType = "at+jwt"
    /// `aud` of every token for this platform's services.
    public static let audience = "pitcrew"
    /// `aud` of partners' tokens, which only the gateway takes.
    public static let partnerAudience = "pitcrew-partners"

    public let iss: String
    public let aud: String
    public let sub: String
    public let iat: Date
    public let exp: Date
    public let jti: String
    /// Scopes separated by spaces.
    public let scope: String
    /// `customer`, `staff` or `partner`.
    public let kind: String
    public let name: String?
    /// The session it belongs to (OpenID Connect Front-Channel Logout 1.0); nil for a partner's client.
    public let sid: UUID?
    /// How the person was authenticated (RFC 8176): `user` where the device verified them.
    public let amr: [String]?
    /// When they were (OpenID Connect Core 1.0, section 2).
    public let auth_time: Date?
    /// Which of a partner's clients holds the token (RFC 9068, section 2.2).
    public let client_id: String?
    /// `sandbox` for a partner's trial key.
    public let env: String?

    public init(
        issuer: String, subject: String, kind: String, scopes: [String], name: String?, session: UUID? = nil, methods: [String]? = nil,
        authenticatedAt: Date? = nil, issuedAt: Date, expiresAt: Date, id: String, audience: String = Self.audience,
        client: String? = nil, environment: String? = nil
    ) {
        iss = issuer
        aud = audience
        sub = subject
        iat = issuedAt
        exp = expiresAt
        jti = id
        scope = scopes.joined(separator: " ")
        self.kind = kind
        self.name = name
        sid = session
        amr = methods
        auth_time = authenticatedAt
        client_id = client
        env = environment
    }

    /// In `amr`: the device verified its user (RFC 8176).
    public static let userVerified = "user"
}
