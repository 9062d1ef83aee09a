import FoundationEssentials

/// What a proof's `htu` is compared by (RFC 9449 section 4.3, RFC 3986 section 6.2): scheme and host in lower case, no default port,
/// no query, no fragment. The path counts as it is spelled.
struct ProofTarget: Equatable {
    let scheme: String
    let host: String
    let port: Int?
    let path: String

    /// Nil for what is no absolute HTTP URL, and for one with a user in it.
    init?(_ text: String) {
        guard let parts = URLComponents(string: text, encodingInvalidCharacters: false), let scheme = parts.scheme?.lowercased(),
              let defaultPort = ["https": 443, "http": 80][scheme], let host = parts.percentEncodedHost?.lowercased(), !host.isEmpty,
              parts.percentEncodedUser == nil, parts.percentEncodedPassword == nil else { return nil }
        (self.scheme, self.host) = (scheme, host)
        port = parts.port == defaultPort ? nil : parts.port
        path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
    }
}
