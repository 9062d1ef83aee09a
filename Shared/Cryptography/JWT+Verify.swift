import FoundationEssentials

extension JWT {
    /// The claims of a token that is signed by one of `keys` and meant for us, now. `exp` must be there; `nbf` and `iat` may
    /// not lie ahead by more than `leeway`. Dates in `Claims` are read as seconds since 1970.
    public static func verify<Claims: Decodable>(
        _ token: String, as claims: Claims.Type = Claims.self, keys: JWKSet, issuer: String, audience: String,
        type: String = "JWT", now: Date, leeway: Duration = .seconds(30)
    ) throws(JWTError) -> Claims {
        try verify(token, keys: keys, issuer: issuer, audiences: [audience], type: type, now: now, leeway: leeway)
    }

    /// The same for one of several audiences.
    /// - Parameter type: nil where the token's maker need not say one: then none and `JWT` count, and a set of one key needs no `kid`.
    public static func verify<Claims: Decodable>(
        _ token: String, as claims: Claims.Type = Claims.self, keys: JWKSet, issuer: String, audiences: Set<String>,
        type: String?, now: Date, leeway: Duration = .seconds(30)
    ) throws(JWTError) -> Claims {
        let payload = try signedPayload(of: token, keys: keys, type: type, now: now)
        let registered = try CompactToken.decode(RegisteredClaims.self, from: payload, failure: .malformedClaims)
        try registered.check(issuer: issuer, audiences: audiences, now: now, leeway: leeway)
        return try CompactToken.decode(claims, from: payload, failure: .malformedClaims)
    }

    /// What a token claims, unverified: good for nothing but finding the key that it is then verified by.
    public static func unverified<Claims: Decodable>(_ token: String, as claims: Claims.Type) throws(JWTError) -> Claims {
        try CompactToken.decode(claims, from: CompactToken(token, longest: longest).payload, failure: .malformedClaims)
    }

    private static func signedPayload(of token: String, keys: JWKSet, type: String?, now: Date) throws(JWTError) -> [UInt8] {
        let token = try CompactToken(token, longest: longest)
        let header = try CompactToken.decode(Header.self, from: token.header, failure: .malformed)
        guard header.alg == "ES256" else { throw .unsupportedAlgorithm }
        guard header.crit == nil else { throw .malformed }
        guard header.typ.map({ $0.lowercased() == (type ?? "JWT").lowercased() }) ?? (type == nil) else { throw .wrongType }
        let only = type == nil && keys.keys.count == 1 ? keys.keys.first?.keyID : nil
        guard let keyID = header.kid ?? only, let key = keys.key(withID: keyID, at: now) else { throw .unknownKey }
        guard key.verify(token.signature, of: token.signed) else { throw .badSignature }
        return token.payload
    }
}
