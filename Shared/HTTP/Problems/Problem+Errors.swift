import Concurrency
import Contracts

/// The one place where errors become answers.
extension Problem {
    /// The problem for whatever a handler threw. Anything unknown is 500 and says nothing of itself.
    public init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as ValidationError: self.init(.invalidInput, detail: error.detail, errors: error.violations)
        case let error as any DomainError:
            self.init(
                status: error.kind.status, slug: error.slug, title: Self.title(error.slug), detail: error.detail,
                retryAfter: error.kind.retryAfter
            )
        case let error as any ProblemConvertible: self = error.problem ?? Problem(.internalError)
        case is DeadlineExceeded: self.init(.overdue, retryAfter: 1)
        case is CancellationError: self.init(.unavailable, retryAfter: 1)
        default: self.init(.internalError)
        }
    }

    /// The problem for what the engine refuses.
    init(refused reason: Refusal) {
        switch reason {
        case .headTooLarge(let limit): self.init(.headTooLarge, detail: "At most \(limit) bytes are read.")
        case .bodyTooLarge(let limit): self.init(.bodyTooLarge, detail: "At most \(limit) bytes are read.")
        case .ambiguousLength: self.init(.ambiguousLength)
        case .overdue: self.init(.overdue, retryAfter: 1)
        case .stopping: self.init(.stopping, retryAfter: 1)
        }
    }

    /// `slot-taken` becomes "Slot taken".
    private static func title(_ slug: String) -> String {
        let words = slug.replacing("-", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}

extension DomainErrorKind {
    /// The HTTP status of a refusal.
    public var status: Int {
        switch self {
        case .invalid: 422
        case .unauthenticated: 401
        case .forbidden: 403
        case .notFound: 404
        case .conflict: 409
        case .gone: 410
        case .tooMany: 429
        case .unavailable: 503
        }
    }

    fileprivate var retryAfter: Int? {
        switch self {
        case .tooMany: 10
        case .unavailable: 2
        case .invalid, .unauthenticated, .forbidden, .notFound, .conflict, .gone: nil
        }
    }
}
