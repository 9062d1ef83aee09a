import Contracts

/// Who changes the schedule, for the audit trail and cancellations.
struct Actor: Sendable, Hashable {
    let kind: Cancellation.Actor
    /// The staff member's or partner's id; customers are not named in the trail.
    let subject: String?

    static let customer = Actor(kind: .customer, subject: nil)
    static let system = Actor(kind: .system, subject: nil)

    /// As the audit trail names it.
    var name: String { subject.map { "\(kind.rawValue) \($0)" } ?? kind.rawValue }
}
