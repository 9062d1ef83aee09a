import Contracts
import Cryptography
import Foundation

/// What a new key is to be; everything may be left out.
struct PartnerKeyRequest: Codable, Sendable {
    /// `live` unless told.
    let environment: PartnerEnvironment?
    /// All scopes of partners unless told.
    let scopes: [String]?
    /// Public keys of a client that signs assertions (`private_key_jwt`); without them a secret is made.
    let jwks: PublicKeySet?

    /// A JWK set (RFC 7517).
    struct PublicKeySet: Codable, Sendable {
        let keys: [PublicKey]
    }

    /// A P-256 key for ES256 (RFC 7518, section 6.2.1).
    struct PublicKey: Codable, Sendable {
        let kty: String
        let crv: String
        let kid: String
        let x: String
        let y: String
        let alg: String?
        let use: String?
        /// The private half, which nobody may send.
        let d: String?
    }

    var wish: OnboardPartner.KeyWish {
        get throws {
            var wish = OnboardPartner.KeyWish()
            wish.environment = environment ?? .live
            wish.scopes = scopes ?? PartnerScope.all
            wish.publicKeys = try jwks.map { JWKSet(keys: try $0.keys.enumerated().map { try $1.key("jwks.keys[\($0)]") }) }
            return wish
        }
    }
}

extension PartnerKeyRequest.PublicKey {
    fileprivate func key(_ field: String) throws -> JWK {
        guard d == nil else { throw ValidationError([FieldViolation(field, "must be a public key; the private one was sent: make another")]) }
        guard kty == "EC", crv == "P-256", alg ?? "ES256" == "ES256", use ?? "sig" == "sig", (1...100).contains(kid.utf8.count),
            TextRules.isOneLine(kid), let x = Base64URL.decode(x), let y = Base64URL.decode(y), let key = try? ES256.PublicKey(x: x, y: y)
        else { throw ValidationError([FieldViolation(field, "must be a P-256 key for ES256 with a kid")]) }
        return JWK(keyID: kid, key: key)
    }
}

struct PartnerKeysAnswer: Codable, Sendable {
    let items: [PartnerKeyView]
}
