import Contracts

/// What scoring refuses.
enum ScoringError: DomainError {
    case modelUnknown
    case scoreUnknown
    case modelUnusable
    case historyTooShort

    var slug: String {
        switch self {
        case .modelUnknown: "model-unknown"
        case .scoreUnknown: "score-unknown"
        case .modelUnusable: "model-unusable"
        case .historyTooShort: "history-too-short"
        }
    }

    var kind: DomainErrorKind {
        switch self {
        case .modelUnknown, .scoreUnknown: .notFound
        case .modelUnusable, .historyTooShort: .conflict
        }
    }

    var detail: String {
        switch self {
        case .modelUnknown: "There is no such model."
        case .scoreUnknown: "This customer has no score yet."
        case .modelUnusable: "The model was trained on other features than this version makes; train a new one."
        case .historyTooShort: "There is too little history to train on: at least 90 days with visits are needed."
        }
    }
}
