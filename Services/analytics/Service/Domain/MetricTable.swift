import Contracts
import Foundation

/// One metric, cut by one grouping.
struct MetricTable: Codable, Sendable {
    /// One group's figure.
    struct Row: Codable, Sendable {
        /// An id, code, day or reason.
        let key: String
        /// For people, where the key is not.
        let label: String?
        let value: Double
    }

    let metric: Metric
    let unit: String
    let groupBy: Grouping
    let from: LocalDate
    let to: LocalDate
    let items: [Row]

    /// RFC 4180, with a header row.
    var csv: String {
        let head = "\(groupBy.rawValue),label,\(metric.rawValue)\r\n"
        return items.reduce(into: head) { text, row in
            text += "\(Self.field(row.key)),\(Self.field(row.label ?? "")),\(Self.number(row.value))\r\n"
        }
    }

    /// A count is a whole number.
    private static func number(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? String(value) }

    /// Quotes what must be quoted, and takes the power from what a spreadsheet would run as a formula. By scalars, as readers do it: a
    /// comma with an accent is one character of Swift, and so is CR LF.
    private static func field(_ text: String) -> String {
        let isFormula = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } == true
        let safe = isFormula ? "'" + text : text
        guard safe.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return safe }
        let quotes = safe.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false)
        return "\"" + quotes.map { String($0) }.joined(separator: "\"\"") + "\""
    }
}
