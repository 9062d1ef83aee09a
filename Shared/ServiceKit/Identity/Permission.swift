import Contracts
import HTTP

/// Everything that people and partners' clients can be allowed to do; who may do what is data of the gateway's. A route that names none of
/// these is open to nobody but by an explicit `Access`.
public enum Permission: String, StringEnum {
    /// A customer: their own appointments.
    case own
    /// A technician: job cards and parts.
    case jobs
    /// The front desk: appointments and the day board.
    case appointments
    /// What can be booked: workshops, people, bays, tools, services, parts.
    case catalogue
    /// Customers, their vehicles, visits and messages.
    case customers
    /// Figures.
    case analytics
    /// A marketer: segments and campaigns.
    case campaigns
    /// A support agent: people's sessions.
    case support
    /// An operator: how the services stand, parked messages, partners.
    case ops
    /// An operator: roles, device policies, the audit of identities.
    case identity
    /// A partner's client: asks for appointments.
    case partnerBookings = "partner.bookings"
    /// A partner's client: its own webhook.
    case partnerWebhooks = "partner.webhooks"
    /// A partner's client: its own usage.
    case partnerUsage = "partner.usage"

    /// Whether it is for partners' clients, and for nobody else.
    public var isPartners: Bool { rawValue.hasPrefix("partner.") }

    /// - Throws: `UnknownPermission` naming a scope that is in no list, so that nobody could ever pass.
    static func prove(_ scopes: Set<String>, of service: ServiceName) throws {
        guard let unknown = scopes.sorted().first(where: { Permission(rawValue: $0) == nil }) else { return }
        throw UnknownPermission(service: service, scope: unknown)
    }
}

extension Access {
    /// The bearer of a token that gives this permission.
    public static func permission(_ permission: Permission) -> Access { .scopes([permission.rawValue]) }
    /// The bearer of a token that gives at least one of these.
    public static func anyPermission(_ permissions: Set<Permission>) -> Access { .anyScope(Set(permissions.map(\.rawValue))) }
}

/// A route asks for a permission that does not exist: a mistake in the code, told before anything runs.
struct UnknownPermission: Error, CustomStringConvertible {
    let service: ServiceName
    let scope: String
    var description: String { "a route of \(service.rawValue) asks for the permission \(scope), which does not exist" }
}
