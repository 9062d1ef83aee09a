import Foundation

/// The claims of a client's assertion (RFC 7523, section 3). Issuer, audience and signature are checked where it is read.
struct ClientAssertion: Decodable, Sendable {
    /// `client_assertion_type` of an assertion that is a JWT (RFC 7523, section 2.2).
    static let type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    /// How far ahead it may run out: what libraries make unless told (Authlib an hour). What has been used is remembered for as long.
    static let longest: TimeInterval = 3600
    /// Seconds that clocks may differ.
    static let tolerance: TimeInterval = 30

    let sub: String
    let exp: Date
    let iat: Date
    let jti: String

    func isSound(for clientID: String, at now: Date) -> Bool {
        sub == clientID && exp.timeIntervalSince(now) <= Self.longest + Self.tolerance && (1...255).contains(jti.utf8.count)
            && !jti.utf8.contains(0)
    }
}
