import Contracts
import Foundation

/// Collects the rules that a customer's data breaks, by field.
struct CustomerRules: Sendable {
    private(set) var violations: [FieldViolation] = []

    mutating func demand(_ holds: Bool, _ field: String, _ rule: String) {
        if !holds { violations.append(FieldViolation(field, rule)) }
    }

    /// Text of a length, without control characters.
    mutating func text(_ text: String?, _ field: String, _ length: ClosedRange<Int>) {
        guard let text else { return }
        demand(length.contains(text.count), field, "must have \(length.lowerBound) to \(length.upperBound) characters")
        demand(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }, field, "must not have control characters")
    }

    mutating func email(_ email: String?, _ field: String) {
        guard let email else { return }
        demand(Self.isAddress(NaturalIdentity.normalized(email: email)), field, "must be an e-mail address")
    }

    mutating func nps(_ nps: Int?, _ field: String) {
        demand(nps.map((0...10).contains) ?? true, field, "must be from 0 to 10")
    }

    /// Throws all that is broken.
    func check() throws(ValidationError) {
        if !violations.isEmpty { throw ValidationError(violations) }
    }

    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return text.utf8.count <= 254 && parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
            && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && !"<>,;:\"()[]\\".unicodeScalars.contains($0) }
    }
}
