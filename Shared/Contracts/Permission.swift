/// Everything that people and partners' clients can be allowed to do; who may do what is data of the gateway's. Every route names
/// what it asks for: nothing is open by being forgotten.
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
}
