import Contracts

/// What a person is here. What a role may do is data (`role_permissions`); these are the first values.
enum Role: String, StringEnum {
    case customer, technician, advisor, manager, marketer, support
    case `operator`

    /// What the role may do until an operator decides otherwise.
    var standardPermissions: Set<Permission> {
        switch self {
        case .customer: [.own]
        case .technician: [.jobs]
        case .advisor, .manager: [.appointments, .catalogue, .customers, .jobs, .analytics]
        case .marketer: [.customers, .campaigns, .analytics]
        case .support: [.support, .customers]
        case .operator:
            [.appointments, .catalogue, .customers, .jobs, .analytics, .campaigns, .support, .ops, .identity]
        }
    }

    /// What the role can be allowed at all: nobody's mistake makes a customer an operator.
    var possiblePermissions: Set<Permission> {
        self == .customer ? [.own] : Set(Permission.allCases.filter { !$0.isPartners && $0 != .own })
    }
}
