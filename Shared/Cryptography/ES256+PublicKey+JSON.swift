import FoundationEssentials

extension ES256.PublicKey {
    /// The members of a key as JSON (RFC 7517, RFC 7518 section 6.2).
    enum Field: String, CodingKey {
        case kty, crv, x, y, d, kid, use, alg, notAfter
    }

    /// Throws for a key that is not for verifying ES256, and for one that brings its private half along.
    init(from fields: KeyedDecodingContainer<Field>) throws {
        try Self.expect(["EC"], .kty, in: fields)
        try Self.expect(["P-256"], .crv, in: fields)
        try Self.expect(["sig", nil], .use, in: fields)
        try Self.expect(["ES256", nil], .alg, in: fields)
        guard !fields.contains(.d) else { throw CryptographyError.wrongKey("JWK holds a private key") }
        try self.init(x: Self.bytes(.x, in: fields), y: Self.bytes(.y, in: fields))
    }

    /// What names this key wherever it is told (RFC 7638): base64url of the SHA-256 of its required members.
    public var thumbprint: String {
        let members = #"{"crv":"P-256","kty":"EC","x":"\#(Base64URL.encode(x))","y":"\#(Base64URL.encode(y))"}"#
        return Base64URL.encode(SHA256.digest(members))
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
