import FoundationEssentials

/// The claims that decide whether a token counts (RFC 7519 section 4.1).
struct RegisteredClaims: Decodable {
    let iss: String
    let aud: Audience
    let exp: Double
    let nbf: Double?
    let iat: Double?

    func check(issuer: String, audiences: Set<String>, now: Date, leeway: Duration) throws(JWTError) {
        guard iss == issuer else { throw .wrongIssuer }
        guard !audiences.isDisjoint(with: aud.values) else { throw .wrongAudience }
        let seconds = now.timeIntervalSince1970
        let tolerance = leeway / .seconds(1)
        guard seconds < exp + tolerance else { throw .expired }
        guard seconds >= (nbf ?? -.infinity) - tolerance, seconds >= (iat ?? -.infinity) - tolerance else { throw .notYetValid }
    }

    /// One string or an array of them.
    struct Audience: Decodable {
        let values: [String]

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            values = try (try? [value.decode(String.self)]) ?? value.decode([String].self)
        }
    }
}
