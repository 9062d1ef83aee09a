import FoundationEssentials

extension JWT {
    /// The claims of a token that another issuer signed for us, such as an ID token (OpenID Connect Core section 3.1.3.7, points 2, 3
    /// and 6 to 10). The header must name one of `algorithms`, and the key must be of that kind. `typ` may be absent or `JWT`.
    public static func verify<Claims: Decodable>(
        _ token: String, as claims: Claims.Type = Claims.self, others keys: VerificationKeySet, algorithms: Set<SignatureAlgorithm>,
        issuer: String, audience: String, now: Date, leeway: Duration = .seconds(30)
    ) throws(JWTError) -> Claims {
        let token = try CompactToken(token, longest: longest)
        let header = try CompactToken.decode(Header.self, from: token.header, failure: .malformed)
        guard let algorithm = SignatureAlgorithm(rawValue: header.alg), algorithms.contains(algorithm) else {
            throw .unsupportedAlgorithm
        }
        guard header.crit == nil else { throw .malformed }
        guard ["jwt", nil].contains(header.typ?.lowercased()) else { throw .wrongType }
        guard let key = keys.key(withID: header.kid, for: algorithm) else { throw .unknownKey }
        guard key.verify(token.signature, of: token.signed) else { throw .badSignature }
        let registered = try CompactToken.decode(RegisteredClaims.self, from: token.payload, failure: .malformedClaims)
        try registered.check(issuer: issuer, audiences: [audience], now: now, leeway: leeway)
        return try CompactToken.decode(claims, from: token.payload, failure: .malformedClaims)
    }
}
