/// Why a request got no answer. Holds nothing of the request's address or content.
public struct OutboundError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        /// Not done by the deadline, or not connected in time.
        case timeout
        /// Nobody accepts connections there.
        case refused
        /// The host name is not known.
        case resolve
        /// No trusted, encrypted connection.
        case tls
        /// The response is larger than the request allows.
        case tooLarge = "too_large"
        /// The host's addresses are not public.
        case blockedAddress = "blocked_address"
        /// The connection ended before the answer did. The server may have acted on the request.
        case connectionLost = "connection_lost"
        /// The other side does not speak HTTP, redirects in circles, or breaks off its encoding.
        case `protocol`
        /// The request cannot be made: its URL or a header is malformed.
        case invalidRequest = "invalid_request"
        /// Our client is shut down or has too much waiting.
        case unavailable
    }

    public let kind: Kind
    /// More words for a log.
    public let detail: String

    public init(kind: Kind, detail: String) {
        (self.kind, self.detail) = (kind, detail)
    }

    /// Whether the same request may well succeed later.
    public var isRetriable: Bool {
        switch kind {
        case .timeout, .refused, .resolve, .connectionLost, .unavailable: true
        case .tls, .tooLarge, .blockedAddress, .protocol, .invalidRequest: false
        }
    }

    public var description: String { "\(kind.rawValue): \(detail)" }

    init(_ failure: CurlFailure) {
        let kind: Kind = switch failure.kind {
        case .timeout: .timeout
        case .refused: .refused
        case .resolve: .resolve
        case .tls, .tlsMissing: .tls
        case .tooLarge: .tooLarge
        case .blockedAddress: .blockedAddress
        case .connectionLost, .sending: .connectionLost
        case .protocolViolation, .login: .protocol
        case .invalid: .invalidRequest
        case .cancelled, .unavailable: .unavailable
        }
        self.init(kind: kind, detail: failure.detail)
    }
}
