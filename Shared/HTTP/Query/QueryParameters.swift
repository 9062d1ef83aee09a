import Contracts

/// The pairs of a query string or a form, decoded.
struct QueryParameters {
    private(set) var values: [String: [String]] = [:]

    /// Throws the refusal, a 400, where a pair cannot be decoded. Split by bytes: an accent behind an ampersand does not make it a letter.
    init(_ text: String, refusal: ProblemSpec = .invalidParameter) throws {
        for pair in text.utf8.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decode(Substring(parts[0]), plusIsSpace: true),
                let value = PercentEncoding.decode(parts.count > 1 ? Substring(parts[1]) : "", plusIsSpace: true),
                !name.utf8.contains(0), !value.utf8.contains(0)
            else {
                let detail = "A name or value holds a broken escape, or more than \(TextRules.mostMarks) combining marks in a row."
                throw Problem(refusal, detail: detail)
            }
            values[name, default: []].append(value)
        }
    }
}
