import Contracts
import Foundation

/// How a client proves itself at the token endpoint (OpenID Connect Core 1.0, section 9).
enum ClientMethod: String, StringEnum {
    case clientSecret = "client_secret"
    case privateKeyJWT = "private_key_jwt"
}

/// A partner's key as an operator sees it: nothing secret.
struct PartnerKeyView: Codable, Sendable {
    let clientId: String
    let environment: PartnerEnvironment
    let method: ClientMethod
    let scopes: [String]
    let createdAt: Date
    /// From then on it no longer counts; absent for no end.
    let endsAt: Date?
    /// To the minute.
    let lastUsedAt: Date?
}

/// What an operator sets of a partner, all at once; a limit left out is the settings' own.
struct PartnerSettings: Codable, Sendable {
    /// A suspended partner gets no token, and those it has count no longer within seconds.
    let active: Bool
    let requestsPerSecond: Int?
    let burst: Int?
    let bookingsPerDay: Int?

    var violations: [FieldViolation] {
        let checks = [
            ("requestsPerSecond", requestsPerSecond, 1...100_000), ("burst", burst, 1...1_000_000),
            ("bookingsPerDay", bookingsPerDay, 0...100_000_000),
        ]
        return checks.compactMap { field, value, range in
            value.map(range.contains) ?? true ? nil : FieldViolation(field, "must be \(range.lowerBound) to \(range.upperBound)")
        }
    }
}
