import FoundationEssentials

/// Proof, sent with one request, that its sender holds a private key (RFC 9449). Nothing in it says who that is.
public struct DPoPProof: Sendable, Hashable {
    /// The longest proof that is looked at.
    static let longest = 4 * 1024

    /// Unique to the proof: whoever remembers it for as long as proofs count refuses a second use. 8 to 128 visible characters.
    public let jti: String
    /// Of the key that signed (RFC 7638); a session is bound to it.
    public let thumbprint: String
    public let issuedAt: Date

    /// The proof in the `DPoP` header of a request, checked as section 4.3 asks: ES256 under the public key in its own header, made
    /// for this method and URL. It may be as old as `maximumAge` and lie ahead by `leeway`: browsers' clocks are often minutes off.
    ///
    /// `url` is what the client called, not what arrived behind a proxy. Two headers that were joined by a comma are malformed.
    public static func verify(
        _ header: String, method: String, url: URL, now: Date, maximumAge: Duration = .seconds(300), leeway: Duration = .seconds(300)
    ) throws(JWTError) -> DPoPProof {
        let token = try CompactToken(header, longest: longest)
        let key = try key(of: token)
        guard key.verify(token.signature, of: token.signed) else { throw .badSignature }
        let claims = try CompactToken.decode(Claims.self, from: token.payload, failure: .malformedClaims)
        guard claims.isWellFormed else { throw .malformedClaims }
        guard claims.htm == method, let target = ProofTarget(claims.htu), target == ProofTarget(url.absoluteString) else {
            throw .wrongRequest
        }
        let age = now.timeIntervalSince1970 - claims.iat
        guard age <= maximumAge / .seconds(1) else { throw .expired }
        guard age >= -(leeway / .seconds(1)) else { throw .notYetValid }
        return DPoPProof(jti: claims.jti, thumbprint: key.thumbprint, issuedAt: Date(timeIntervalSince1970: claims.iat))
    }

    private static func key(of token: CompactToken) throws(JWTError) -> ES256.PublicKey {
        let kind = try CompactToken.decode(JWT.Header.self, from: token.header, failure: .malformed)
        guard kind.typ?.lowercased() == "dpop+jwt" else { throw .wrongType }
        guard kind.alg == "ES256" else { throw .unsupportedAlgorithm }
        guard kind.crit == nil else { throw .malformed }
        return try CompactToken.decode(Header.self, from: token.header, failure: .unknownKey).jwk.key
    }

    private struct Header: Decodable {
        let jwk: EmbeddedKey
    }

    private struct EmbeddedKey: Decodable {
        let key: ES256.PublicKey

        init(from decoder: any Decoder) throws {
            key = try ES256.PublicKey(from: decoder.container(keyedBy: ES256.PublicKey.Field.self))
        }
    }

    private struct Claims: Decodable {
        let jti: String
        let htm: String
        let htu: String
        let iat: Double

        var isWellFormed: Bool {
            (8...128).contains(jti.utf8.count) && jti.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        }
    }
}
