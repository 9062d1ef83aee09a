import Contracts

/// What the bridge refuses, beside malformed input.
enum CustomerError: DomainError {
    case customerUnknown
    case emailTaken
    case purposeUnknown
    case versionMismatch(current: Int64)
    case importTooLarge(limit: Int)
    /// A visit is ahead or under way: the workshop has to know whose car it is.
    case visitsOpen

    var slug: String {
        switch self {
        case .customerUnknown: "customer-unknown"
        case .emailTaken: "email-taken"
        case .purposeUnknown: "purpose-unknown"
        case .versionMismatch: "version-mismatch"
        case .importTooLarge: "too-many-rows"
        case .visitsOpen: "visits-open"
        }
    }

    var kind: DomainErrorKind {
        switch self {
        case .customerUnknown, .purposeUnknown: .notFound
        case .emailTaken, .versionMismatch, .visitsOpen: .conflict
        case .importTooLarge: .invalid
        }
    }

    var detail: String {
        switch self {
        case .customerUnknown: "There is no such customer."
        case .emailTaken: "This e-mail address belongs to another customer."
        case .purposeUnknown: "There is no such purpose that can be refused, or no such channel."
        case .versionMismatch(let current): "The customer is at version \(current); load it again."
        case .visitsOpen: "The customer has a visit ahead or under way; cancel or finish it first."
        case .importTooLarge(let limit): "Send at most \(limit) rows at a time."
        }
    }
}
