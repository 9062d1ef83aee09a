import Contracts
import Foundation

/// What a change costs: so much in each currency it is sold in, or a part of the price. 0 is no fee.
struct PolicyFee: Codable, Sendable, Hashable {
    /// One amount a currency. Where the appointment's has none, there is no fee to pay, and so no change inside the window.
    var flat: [Money]?
    /// Of the appointment's price, rounded to the nearest minor unit.
    var percent: Int?

    func amount(of price: Money) -> Money? {
        if let percent {
            let (product, isTooMuch) = price.amount.multipliedReportingOverflow(by: percent)
            return isTooMuch ? nil : Money(amount: (product + 50) / 100, currency: price.currency)
        }
        return flat?.first { $0.currency == price.currency }
    }
}

/// What one kind of change is bound to. What is absent is left to less specific rules.
struct ChangeRule: Codable, Sendable, Hashable {
    /// How long before the start it stops being free.
    var windowMinutes: Int?
    /// What it costs within the window; without one it is refused there.
    var fee: PolicyFee?
    /// How long before the start it is refused even for a fee; until the start where no rule says.
    var closesMinutes: Int?
    /// The reasons that count; all where no rule says.
    var reasons: [ReasonCode]?
    /// Whether a reason has to be given for a move. A cancellation always has one.
    var reasonRequired: Bool?
}

/// Whom and what a rule is for. What is absent matches all.
struct PolicyMatch: Codable, Sendable, Hashable {
    /// Any of an appointment's services.
    var serviceIds: [UUID]?
    /// The customer's loyalty tier.
    var tiers: [String]?
    /// Who wants it.
    var roles: [Cancellation.Actor]?
    /// By what door the appointment came in.
    var channels: [BookingChannel]?

    func matches(_ subject: PolicySubject) -> Bool {
        (serviceIds.map { !subject.services.isDisjoint(with: $0) } ?? true) && (tiers?.contains(subject.tier) ?? true)
            && (roles?.contains(subject.role) ?? true) && (channels?.contains(subject.channel) ?? true)
    }

    /// Of two rules that match the higher one counts: one that names services before one that does not, whatever else they name; then
    /// tiers, roles and channels in that order.
    var rank: Int {
        (serviceIds == nil ? 0 : 16) + (tiers == nil ? 0 : 8) + (roles == nil ? 0 : 4) + (channels == nil ? 0 : 2)
    }
}

/// One rule of a policy: what it gives counts for what it matches, unless a more specific rule gives the same.
struct PolicyRule: Codable, Sendable, Hashable {
    /// For people.
    var name: String
    var when: PolicyMatch?
    var move: ChangeRule?
    var cancel: ChangeRule?
    /// How often a customer may move one appointment.
    var maximumMoves: Int?
    /// How many appointments a customer may have ahead.
    var maximumOpen: Int?
    /// How soon an appointment may start.
    var noticeMinutes: Int?
    /// How far ahead the calendar is open; what the setting says at most.
    var horizonDays: Int?
    /// How many minutes of opening hours an advisor has to decide a request outside policy.
    var decisionMinutes: Int?
}

/// The rules of a workshop or of the whole garage group.
struct PolicyDocument: Codable, Sendable, Hashable {
    static let empty = PolicyDocument(rules: [])

    var rules: [PolicyRule]
}

/// What rules are matched against.
struct PolicySubject: Sendable, Hashable {
    /// The tier of who has none: none is told of yet. `customer_tiers` is read, and will follow `loyalty.changed` once crm-bridge tells it.
    static let standardTier = "standard"

    var workshop: UUID
    var services: Set<UUID>
    var tier = standardTier
    var role: Cancellation.Actor
    var channel: BookingChannel

    /// Somebody on the page who has not said who they are.
    static func visitor(of workshop: UUID, for services: [UUID]) -> PolicySubject {
        PolicySubject(workshop: workshop, services: Set(services), role: .customer, channel: .web)
    }
}
