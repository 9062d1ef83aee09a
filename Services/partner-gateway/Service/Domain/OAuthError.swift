/// The errors of the token endpoint (RFC 6749, section 5.2).
enum OAuthError: String, Error {
    case invalidRequest = "invalid_request"
    case invalidClient = "invalid_client"
    case invalidScope = "invalid_scope"
    case unsupportedGrantType = "unsupported_grant_type"

    var status: Int { self == .invalidClient ? 401 : 400 }
    var description: String {
        switch self {
        case .invalidRequest: "grant_type and the proof of one client, by one method, must be given once each"
        case .invalidClient: "the client is unknown or its proof does not hold"
        case .invalidScope: "the client may not have every scope it asks for"
        case .unsupportedGrantType: "grant_type must be client_credentials"
        }
    }
}
