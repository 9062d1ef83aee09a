import Contracts
import Foundation

/// What was decided of one message.
enum ContactDecision: Sendable, Hashable {
    case yes(ContactGround)
    /// - Parameter again: from then on the rule does not object any more; nil where it stays.
    case no(ContactRule, again: Date? = nil)
}

/// By what right somebody is written to.
enum ContactGround: Sendable, Hashable {
    /// They have said so: the proof's id.
    case consent(UUID)
    /// It belongs to what they have ordered, and they have not turned it off.
    case contract
    /// It cannot be turned off.
    case transactional

    /// As stored and told.
    var name: String {
        switch self {
        case .consent: "consent"
        case .contract: "contract"
        case .transactional: "transactional"
        }
    }

    var consent: UUID? {
        guard case .consent(let id) = self else { return nil }
        return id
    }
}

/// A rule that says no. Its name is stored with what it has stopped: it never changes.
enum ContactRule: String, StringEnum {
    case hardBounce = "hard_bounce"
    case complaint
    case stop
    case noConsent = "no_consent"
    case optedOut = "opted_out"
    case doNotDisturb = "do_not_disturb"
    case quietHours = "quiet_hours"
    case frequencyCap = "frequency_cap"

    /// Why, in a sentence for staff.
    var explanation: String {
        switch self {
        case .hardBounce: "The address does not take messages: one came back for good."
        case .complaint: "A message to the address was reported as unwanted."
        case .stop: "The number has answered STOP."
        case .noConsent: "The customer has not agreed to be written to for this purpose on this channel."
        case .optedOut: "The customer has turned this purpose off on this channel."
        case .doNotDisturb: "The customer does not want to be disturbed for a while."
        case .quietHours: "It would have come in the customer's quiet hours."
        case .frequencyCap: "The customer has had as many messages as may be sent in that time."
        }
    }
}

/// Why nothing is sent to an address any more.
enum SuppressionReason: String, StringEnum {
    case hardBounce = "hard_bounce"
    case complaint
    case stop

    var rule: ContactRule {
        switch self {
        case .hardBounce: .hardBounce
        case .complaint: .complaint
        case .stop: .stop
        }
    }
}
