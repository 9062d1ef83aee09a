import Foundation

/// Who may call a route.
public enum Access: Sendable, Hashable {
    /// Anybody.
    case open
    /// Anybody; of a bearer of a token the handler knows who it is. A token that is not valid is refused.
    case optionalToken
    /// The bearer of a token with all of these scopes; of any valid one where none is named.
    case scopes(Set<String>)
    /// The bearer of a token with at least one of these scopes.
    case anyScope(Set<String>)
    /// The bearer of a secure link's token. The router only demands that there is one; the handler verifies
    /// `RequestContext.bearer` for this audience.
    case link(audience: String)

    /// Whether somebody may call who has no account.
    var takesStrangers: Bool {
        switch self {
        case .open, .optionalToken, .link: true
        case .scopes, .anyScope: false
        }
    }
}

/// Who calls, as the token says.
public struct Principal: Sendable, Hashable {
    public enum Kind: String, Sendable {
        case partner, staff, customer
    }

    public let subject: String
    public let kind: Kind
    /// What the bearer may do: the scopes of a partner's client, the permissions of a person.
    public let scopes: Set<String>
    public let name: String?
    /// The device's session; nil for a partner's client.
    public let sessionID: UUID?
    /// Whether the person was verified by the device, as with a passkey, when the session was opened.
    public let isUserVerified: Bool
    /// When the person proved who they are.
    public let authenticatedAt: Date?
    /// The client of a partner that calls.
    public let client: String?
    /// `sandbox` where a partner tries things out.
    public let environment: String?

    public init(
        subject: String, kind: Kind, scopes: Set<String>, name: String? = nil, sessionID: UUID? = nil, isUserVerified: Bool = false,
        authenticatedAt: Date? = nil, client: String? = nil, environment: String? = nil
    ) {
        self.subject = subject
        self.kind = kind
        self.scopes = scopes
        self.name = name
        self.sessionID = sessionID
        self.isUserVerified = isUserVerified
        self.authenticatedAt = authenticatedAt
        self.client = client
        self.environment = environment
    }

    /// The subject as an identifier; nil where it is none.
    public var subjectID: UUID? { UUID(uuidString: subject) }
}

/// Verifies access tokens.
public protocol TokenVerifying: Sendable {
    /// Returns the token's bearer.
    /// - Throws: `InvalidToken` where the token is not to be trusted, which becomes 401. Anything else means that nobody could tell, and
    ///   becomes what it would be as a handler's error.
    func verify(_ bearer: String) async throws -> Principal
}

/// A bearer token that does not count here.
public struct InvalidToken: Error {
    public init() {}
}
