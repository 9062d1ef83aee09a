import FoundationEssentials

/// JSON Web Tokens (RFC 7519) signed with ES256 and nothing else.
public enum JWT {
    /// The longest token that is looked at.
    static let longest = 16 * 1024

    /// A signed token. Dates in `claims` are written as seconds since 1970. `type` becomes the header's `typ`; give each
    /// kind of token its own, so that one is never taken for another (RFC 8725 section 3.11).
    public static func sign(
        claims: some Encodable, key: ES256.PrivateKey, kid: String, type: String = "JWT"
    ) throws -> String {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .secondsSince1970
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let header = try encoder.encode(Header(alg: "ES256", kid: kid, typ: type))
        let signed = try Base64URL.encode(header) + "." + Base64URL.encode(encoder.encode(claims))
        return try signed + "." + Base64URL.encode(key.sign(Array(signed.utf8)))
    }

    struct Header: Codable {
        var alg: String
        var kid: String?
        var typ: String?
        /// Extensions that must be understood; we understand none.
        var crit: [String]?
    }
}
