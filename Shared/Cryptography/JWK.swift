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
}

extension JWK: Codable {
    private enum Field: String, CodingKey {
        case kty, crv, x, y, kid, use, alg, notAfter
    }

    /// Throws for a key that is not an ES256 signing key with an id.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Field.self)
        try Self.expect(["EC"], .kty, in: fields)
        try Self.expect(["P-256"], .crv, in: fields)
        try Self.expect(["sig", nil], .use, in: fields)
        try Self.expect(["ES256", nil], .alg, in: fields)
        keyID = try fields.decode(String.self, forKey: .kid)
        notAfter = try fields.decodeIfPresent(Date.self, forKey: .notAfter)
        key = try ES256.PublicKey(x: Self.bytes(.x, in: fields), y: Self.bytes(.y, in: fields))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Field.self)
        try fields.encode("EC", forKey: .kty)
        try fields.encode("P-256", forKey: .crv)
        try fields.encode(Base64URL.encode(key.x), forKey: .x)
        try fields.encode(Base64URL.encode(key.y), forKey: .y)
        try fields.encode(keyID, forKey: .kid)
        try fields.encode("sig", forKey: .use)
        try fields.encode("ES256", forKey: .alg)
        try fields.encodeIfPresent(notAfter, forKey: .notAfter)
    }

    private static func expect(_ allowed: [String?], _ field: Field, in fields: KeyedDecodingContainer<Field>) throws {
        guard allowed.contains(try fields.decodeIfPresent(String.self, forKey: field)) else {
            throw CryptographyError.wrongKey("JWK \(field.rawValue) is not for ES256")
        }
    }

    private static func bytes(_ field: Field, in fields: KeyedDecodingContainer<Field>) throws -> [UInt8] {
        guard let bytes = Base64URL.decode(try fields.decode(String.self, forKey: field)) else {
            throw CryptographyError.malformed("JWK \(field.rawValue) is not base64url")
        }
        return bytes
    }
}
