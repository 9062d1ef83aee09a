import Contracts
import Foundation

/// Where a partner's key counts: in earnest, or for trying things out. Neither sees what is in the other.
enum PartnerEnvironment: String, StringEnum {
    case live, sandbox

    /// Where its booking requests are.
    var requestsTable: String { self == .live ? "booking_requests" : "sandbox_booking_requests" }
    var webhooksTable: String { self == .live ? "webhooks" : "sandbox_webhooks" }
    /// As the token and the webhook's payload say it: only what is not in earnest is named.
    var claim: String? { self == .live ? nil : rawValue }
}

/// The scopes a partner's key may have.
enum PartnerScope {
    static let all = Permission.allCases.filter(\.isPartners).map(\.rawValue)
}

/// Who calls with a partner's token.
struct PartnerCaller: Sendable {
    let partner: UUID
    let client: String
    let environment: PartnerEnvironment
}
