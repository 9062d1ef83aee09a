import Contracts
import Foundation

/// What a service of the catalogue takes: parts, and steps in working order.
struct Bill: Codable, Sendable, Hashable {
    struct Part: Codable, Sendable, Hashable {
        let sku: String
        let quantity: Int
    }

    struct Step: Codable, Sendable, Hashable {
        let name: String
        /// Share of the service's labour time.
        let percent: Int
    }

    let parts: [Part]
    let steps: [Step]

    static let empty = Bill(parts: [], steps: [])

    var violations: [FieldViolation] {
        var found: [FieldViolation] = []
        if parts.count > 100 { found.append(FieldViolation("parts", "must have at most 100 entries")) }
        if Set(parts.map(\.sku)).count != parts.count { found.append(FieldViolation("parts", "must not name a SKU twice")) }
        for (index, part) in parts.enumerated() {
            if !TextRules.hasLength(part.sku, in: 1...60) { found.append(FieldViolation("parts[\(index)].sku", "must have 1 to 60 characters")) }
            if !(1...1000).contains(part.quantity) { found.append(FieldViolation("parts[\(index)].quantity", "must be 1 to 1,000")) }
        }
        if steps.count > 50 { found.append(FieldViolation("steps", "must have at most 50 entries")) }
        if !steps.isEmpty, steps.contains(where: { !(1...100).contains($0.percent) }) || steps.map(\.percent).reduce(0, +) != 100 {
            found.append(FieldViolation("steps", "must have percents from 1 to 100 that add up to 100"))
        }
        return found
    }
}
