import Contracts

/// What staff typed to find a customer.
struct CustomerSearch: Sendable {
    /// Each word as the beginning of one, in PostgreSQL's `tsquery` syntax; nil where nothing was typed.
    let words: String?
    /// As the beginning of a plate.
    let plate: String

    init(_ text: String?) {
        let parts = (text ?? "").prefix(200).split { !$0.isLetter && !$0.isNumber }.prefix(10)
        words = parts.isEmpty ? nil : parts.map { "\($0):*" }.joined(separator: " & ")
        plate = NaturalIdentity.normalized(plate: parts.joined())
    }
}
