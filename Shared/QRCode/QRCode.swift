/// A text as a QR code (ISO/IEC 18004): a square of dark and light modules.
public struct QRCode: Sendable, Hashable {
    /// How much of a code may be unreadable, as by dirt or glare on a screen.
    public enum Correction: Sendable {
        case low, medium, quartile, high
    }

    /// Modules along a side, without the quiet zone.
    public let size: Int
    /// Row by row; whether a module is dark.
    private let modules: [Bool]

    /// Nil where the text is empty or longer than any code holds.
    public init?(_ text: String, correction: Correction = .medium) {
        guard let encoded = QREncoder.encode(Array(text.utf8), correction) else { return nil }
        (size, modules) = encoded
    }

    /// Whether a module is dark; all are light outside.
    public func isDark(column: Int, row: Int) -> Bool {
        (0..<size).contains(column) && (0..<size).contains(row) && modules[row * size + column]
    }

    /// The dark modules as data of an SVG path, a module a unit: one rectangle for each run in a row. Readers need four units of light around
    /// it (section 5.3.8).
    public var path: String {
        var path = ""
        for row in 0..<size {
            var column = 0
            while column < size {
                let end = (column..<size).first { !isDark(column: $0, row: row) } ?? size
                if end > column { path += "M\(column) \(row)h\(end - column)v1h-\(end - column)z" }
                column = end + 1
            }
        }
        return path
    }
}
