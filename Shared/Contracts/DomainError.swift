/// An error of the business rules, with a stable slug that clients may test for and a kind that decides the HTTP status.
public protocol DomainError: Error {
    /// Stable, lower-case, hyphenated; never changes once published.
    var slug: String { get }
    var kind: DomainErrorKind { get }
    /// One sentence for people that says what to do next; no personal data.
    var detail: String { get }
}

/// What sort of refusal a domain error is; mapped to HTTP and to message handling in one place each.
public enum DomainErrorKind: Sendable {
    case invalid, unauthenticated, forbidden, notFound, conflict, gone, tooMany, unavailable
}

/// A rule that one field of an input broke.
public struct FieldViolation: Codable, Sendable, Hashable {
    /// Path from the root, as `customer.email` or `services[2]`.
    public let field: String
    /// The rule, as a sentence: "must be a valid e-mail address".
    public let rule: String

    public init(_ field: String, _ rule: String) {
        self.field = field
        self.rule = rule
    }
}

/// Input that breaks one or more rules; all of them are told at once.
public struct ValidationError: DomainError {
    public let violations: [FieldViolation]
    public var slug: String { "invalid-input" }
    public var kind: DomainErrorKind { .invalid }
    public var detail: String { violations.map { "\($0.field) \($0.rule)" }.joined(separator: "; ") }

    public init(_ violations: [FieldViolation]) {
        self.violations = violations
    }
}
