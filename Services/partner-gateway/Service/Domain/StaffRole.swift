import Contracts

/// What a member of staff does, and which scopes that gives.
enum StaffRole: String, StringEnum {
    case `operator`
    case advisor

    var scopes: [String] {
        switch self {
        case .operator: ["analytics", "appointments", "catalogue", "customers", "ops"]
        case .advisor: ["analytics", "appointments", "catalogue", "customers"]
        }
    }
}

/// The scopes a partner's key may have.
enum PartnerScope {
    static let bookings = "partner.bookings"
    static let all = [bookings]
}
