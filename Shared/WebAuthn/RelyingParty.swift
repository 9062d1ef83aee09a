import FoundationEssentials

/// Who asks for a ceremony: what the browser shows and what authenticators bind a credential to.
public struct RelyingParty: Sendable, Hashable {
    /// A domain: the host of the pages, or one it is below of.
    public let id: String
    public let name: String
    /// The origins ceremonies may run at, as browsers write them: `https://pitcrew.example`, without a slash.
    public let origins: Set<String>

    public init(id: String, name: String, origins: Set<String>) {
        (self.id, self.name, self.origins) = (id, name, origins)
    }

    /// The one whose pages are at that URL: its host, and its origin beside further ones.
    public init(publicURL: URL, name: String, origins: [String] = []) {
        let (scheme, host) = (publicURL.scheme?.lowercased() ?? "", publicURL.host()?.lowercased() ?? "")
        // Browsers leave out a port that the scheme has anyway (RFC 6454, section 6.2).
        let port = publicURL.port.flatMap { $0 == (scheme == "https" ? 443 : 80) ? nil : ":\($0)" } ?? ""
        self.init(id: host, name: name, origins: Set(origins + ["\(scheme)://\(host)\(port)"]))
    }
}

/// The longest values taken; far above what browsers send.
public enum WebAuthnLimits {
    /// Section 4, "Credential ID".
    public static let credentialID = 1023
    /// Section 4, "User Handle".
    public static let userHandle = 64
    static let clientData = 4096
    static let attestationObject = 16_384
    static let authenticatorData = 8192
    static let signature = 1024
}
