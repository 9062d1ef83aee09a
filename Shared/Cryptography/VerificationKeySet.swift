import FoundationEssentials

/// What another issuer publishes (RFC 7517 section 5). Apart from ``JWKSet``, so that none of its kinds ever counts for our own tokens.
public struct VerificationKeySet: Sendable, Decodable {
    /// The most keys that are read.
    static let largest = 100
    private let keys: [Entry]

    /// Keys of other kinds, for other uses, or too weak are passed over.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        keys = try fields.decode([Candidate].self, forKey: .keys).prefix(Self.largest).compactMap(\.entry)
    }

    /// The key that a header names. A header without a name means the only key of its algorithm (OpenID Connect Core section 10.1).
    public func key(withID keyID: String?, for algorithm: SignatureAlgorithm) -> VerificationKey? {
        let fitting = keys.filter { $0.key.algorithm == algorithm && (keyID == nil || $0.keyID == keyID) }
        return fitting.count == 1 ? fitting.first?.key : nil
    }

    private enum CodingKeys: String, CodingKey {
        case keys
    }

    private struct Candidate: Decodable {
        let entry: Entry?

        init(from decoder: any Decoder) throws {
            entry = try? Entry(from: decoder)
        }
    }

    private struct Entry: Decodable {
        let keyID: String?
        let key: VerificationKey

        enum Field: String, CodingKey {
            case kty, kid, use, alg, n, e
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Field.self)
            keyID = try fields.decodeIfPresent(String.self, forKey: .kid)
            if try fields.decode(String.self, forKey: .kty) == "RSA" {
                key = .rs256(try Self.rsa(fields))
            } else {
                key = .es256(try ES256.PublicKey(from: decoder.container(keyedBy: ES256.PublicKey.Field.self)))
            }
        }

        private static func rsa(_ fields: KeyedDecodingContainer<Field>) throws -> RS256.PublicKey {
            guard try ["sig", nil].contains(fields.decodeIfPresent(String.self, forKey: .use)),
                  try ["RS256", nil].contains(fields.decodeIfPresent(String.self, forKey: .alg)),
                  let modulus = Base64URL.decode(try fields.decode(String.self, forKey: .n)),
                  let exponent = Base64URL.decode(try fields.decode(String.self, forKey: .e)) else {
                throw CryptographyError.wrongKey("JWK is not for RS256")
            }
            return try RS256.PublicKey(modulus: modulus, exponent: exponent)
        }
    }
}
