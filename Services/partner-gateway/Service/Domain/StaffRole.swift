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
