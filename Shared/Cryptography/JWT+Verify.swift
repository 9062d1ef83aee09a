import FoundationEssentials

extension JWT {
    /// The claims of a token that is signed by one of `keys` and meant for us, now. `exp` must be there; `nbf` and `iat` may
    /// not lie ahead by more than `leeway`. Dates in `Claims` are read as seconds since 1970.
    public static func verify<Claims: Decodable>(
        _ token: String, as claims: Claims.Type = Claims.self, keys: JWKSet, issuer: String, audience: String,
        type: String = "JWT", now: Date, leeway: Duration = .seconds(30)
    ) throws(JWTError) -> Claims {
        let payload = try signedPayload(of: token, keys: keys, type: type, now: now)
        let registered = try CompactToken.decode(RegisteredClaims.self, from: payload, failure: .malformedClaims)
        try registered.check(issuer: issuer, audience: audience, now: now, leeway: leeway)
        return try CompactToken.decode(claims, from: payload, failure: .malformedClaims)
    }

    private static func signedPayload(of token: String, keys: JWKSet, type: String, now: Date) throws(JWTError) -> [UInt8] {
        let token = try CompactToken(token, longest: longest)
        let header = try CompactToken.decode(Header.self, from: token.header, failure: .malformed)
        guard header.alg == "ES256" else { throw .unsupportedAlgorithm }
        guard header.crit == nil else { throw .malformed }
        guard header.typ?.lowercased() == type.lowercased() else { throw .wrongType }
        guard let keyID = header.kid, let key = keys.key(withID: keyID, at: now) else { throw .unknownKey }
        guard key.verify(token.signature, of: token.signed) else { throw .badSignature }
        return token.payload
    }
}
