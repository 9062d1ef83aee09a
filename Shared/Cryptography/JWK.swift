import FoundationEssentials

/// A public ES256 key as JSON (RFC 7517), with the id that tokens name it by.
public struct JWK: Sendable, Hashable {
    public let keyID: String
    public let key: ES256.PublicKey
    /// From then on nothing it signed counts; nil for no end. A member of our own, which the RFC allows.
    public let notAfter: Date?

    public init(keyID: String, key: ES256.PublicKey, notAfter: Date? = nil) {
        (self.keyID, self.key, self.notAfter) = (keyID, key, notAfter)
    }

    /// The key's own name (RFC 7638), which no publisher chooses.
    public var thumbprint: String { key.thumbprint }
}

extension JWK: Codable {
    /// Throws for a key that is not an ES256 verifying key with an id.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: ES256.PublicKey.Field.self)
        key = try ES256.PublicKey(from: fields)
        keyID = try fields.decode(String.self, forKey: .kid)
        notAfter = try fields.decodeIfPresent(Date.self, forKey: .notAfter)
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: ES256.PublicKey.Field.self)
        try fields.encode("EC", forKey: .kty)
        try fields.encode("P-256", forKey: .crv)
        try fields.encode(Base64URL.encode(key.x), forKey: .x)
        try fields.encode(Base64URL.encode(key.y), forKey: .y)
        try fields.encode(keyID, forKey: .kid)
        try fields.encode("sig", forKey: .use)
        try fields.encode("ES256", forKey: .alg)
        try fields.encodeIfPresent(notAfter, forKey: .notAfter)
    }
}
