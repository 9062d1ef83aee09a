import Contracts
import Cryptography
import Foundation

/// An ID token that holds: the claims we know, and all of them, for what a provider is set to say beside.
struct IdentityToken: Decodable, Sendable {
    let claims: IdentityClaims
    let all: JSONValue

    init(from decoder: any Decoder) throws {
        claims = try IdentityClaims(from: decoder)
        all = try JSONValue(from: decoder)
    }
}

/// What an ID token says of a person (OpenID Connect Core section 2), beside issuer, audience and expiry, which are checked with the
/// signature.
struct IdentityClaims: Decodable, Sendable {
    let sub: String
    let aud: Audience
    let azp: String?
    let iat: Double
    let auth_time: Double?
    let nonce: String?
    let at_hash: String?
    let email: String?
    let email_verified: Bool?
    let amr: [String]?
    let acr: String?
    let name: String?

    /// Seconds by which the provider's clock may differ from ours.
    static let skew: TimeInterval = 60
    /// How old a token may be that came straight from the token endpoint.
    static let maximumAge: TimeInterval = 600

    /// One string or an array of them.
    struct Audience: Decodable, Sendable {
        let values: [String]

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            values = try (try? [value.decode(String.self)]) ?? value.decode([String].self)
        }
    }

    /// Section 3.1.3.7 points 4, 5, 10 and 11, and 3.1.3.8: meant for us alone, fresh, an answer to our request, and told together with
    /// this access token. When its person was asked is a time that has been.
    func holds(client: String, nonceHash: [UInt8], accessToken: String, now: Date) -> Bool {
        guard !sub.isEmpty, aud.values.count == 1 || azp != nil, azp == nil || azp == client,
              iat > now.timeIntervalSince1970 - Self.maximumAge,
              auth_time.map({ $0 > 0 && $0 <= now.timeIntervalSince1970 + Self.skew }) != false,
              let nonce, constantTimeEquals(SHA256.digest(nonce), nonceHash) else { return false }
        guard let at_hash else { return true }
        return at_hash == Base64URL.encode(SHA256.digest(accessToken).prefix(SHA256.byteCount / 2))
    }

    /// When the provider asked the person, no later than `now`; nil where it does not say.
    func askedAt(by now: Date) -> Date? { auth_time.map { min(Date(timeIntervalSince1970: $0), now) } }

    /// Whether the provider says that it asked the person after `begin`, as `max_age=0` demands (section 3.1.2.1, section 3.1.3.7 point 13).
    /// Its age is told from the request, not from now: over a second factor the way back may take minutes.
    func wasAsked(since begin: Date) -> Bool { auth_time.map { $0 >= begin.timeIntervalSince1970.rounded(.down) - Self.skew } ?? false }

    /// In lower case; nil unless the provider has verified that it is theirs.
    /// - Parameter trusted: whether the provider's silence counts as well; what it calls unverified never does.
    func email(trusted: Bool) -> String? { email_verified ?? trusted ? email?.lowercased() : nil }

    /// Whether the provider says that more than a password was asked for (RFC 8176; REFEDS and PAPE name the same by a URL).
    var isMultiFactor: Bool {
        let classes = ["https://refeds.org/profile/mfa", "http://schemas.openid.net/pape/policies/2007/06/multi-factor", "mfa"]
        return amr?.contains("mfa") == true || acr.map(classes.contains) == true
    }
}
