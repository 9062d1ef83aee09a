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

    /// Quotes what must be quoted, and takes the power from what a spreadsheet would run as a formula.
    private static func field(_ text: String) -> String {
        let safe = text.first.map { "=+-@\t\r".contains($0) } == true ? "'" + text : text
        guard safe.contains(where: { ",\"\r\n".contains($0) }) else { return safe }
        return "\"" + safe.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}
