import Contracts
import Foundation

/// Collects the rules that a customer's data breaks, by field.
struct CustomerRules: Sendable {
    private(set) var violations: [FieldViolation] = []

    mutating func demand(_ holds: Bool, _ field: String, _ rule: String) {
        if !holds { violations.append(FieldViolation(field, rule)) }
    }

    /// A line of a length.
    mutating func text(_ text: String?, _ field: String, _ length: ClosedRange<Int>) {
        guard let text else { return }
        demand(TextRules.hasLength(text, in: length), field, "must have \(length.lowerBound) to \(length.upperBound) characters")
        demand(TextRules.isOneLine(text), field, "must be one line without control characters")
    }

    mutating func email(_ email: String?, _ field: String) {
        guard let email else { return }
        demand(TextRules.isPublicMailbox(NaturalIdentity.normalized(email: email)), field, "must be an e-mail address")
    }

    mutating func nps(_ nps: Int?, _ field: String) {
        demand(nps.map((0...10).contains) ?? true, field, "must be from 0 to 10")
    }

    /// Throws all that is broken.
    func check() throws(ValidationError) {
        if !violations.isEmpty { throw ValidationError(violations) }
    }
}
