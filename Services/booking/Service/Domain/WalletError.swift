import Contracts
import Foundation

/// Why a calendar feed or a check-in is refused.
enum WalletError: DomainError, Equatable {
    case unknownFeed
    case feedEnded
    case codeInvalid
    /// The customer has another link, and with it another code, by now.
    case codeVoid
    case otherWorkshop(String)
    case tooEarly(opens: Date, timeZone: String)
    case tooLate

    var slug: String {
        switch self {
        case .unknownFeed: "unknown-feed"
        case .feedEnded: "feed-ended"
        case .codeInvalid: "check-in-code-invalid"
        case .codeVoid: "check-in-code-void"
        case .otherWorkshop: "other-workshop"
        case .tooEarly: "check-in-too-early"
        case .tooLate: "check-in-too-late"
        }
    }

    var kind: DomainErrorKind {
        switch self {
        // Not 401: calendars would ask for a password.
        case .unknownFeed: .notFound
        case .feedEnded: .gone
        case .codeInvalid: .invalid
        case .codeVoid, .otherWorkshop, .tooEarly, .tooLate: .conflict
        }
    }

    var detail: String {
        switch self {
        case .unknownFeed: "There is no such calendar; take the address from the appointment's page again."
        case .feedEnded: "The appointment is long over; remove this calendar."
        case .codeInvalid: "This is no check-in code of ours; scan it again, or find the appointment on the board."
        case .codeVoid: "This code is void since the customer was given another link; ask for the latest one."
        case .otherWorkshop(let name): "The appointment is at another workshop: \(name)."
        case .tooEarly(let opens, let zone):
            "It is too early to check in; that opens at \(Timestamp.text(opens)) (\(zone))."
        case .tooLate: "The time of the appointment is over; find it on the board and decide there."
        }
    }
}
