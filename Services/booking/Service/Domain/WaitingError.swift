import Contracts

/// Why staff cannot do something with a place on the waiting list.
enum WaitingError: DomainError, Equatable {
    /// It is not waiting any more, or has an offer already.
    case notPossible(action: String, status: WaitingStatus)
    /// No start of the next days suits the wish.
    case nothingFree

    var slug: String {
        switch self {
        case .notPossible: "not-possible-now"
        case .nothingFree: "nothing-free"
        }
    }

    var kind: DomainErrorKind { .conflict }

    var detail: String {
        switch self {
        case .notPossible(let action, let status): "A place on the waiting list that is \(status.rawValue) cannot be \(action)."
        case .nothingFree: "There is no free place that suits and was not offered before; name a start."
        }
    }
}
