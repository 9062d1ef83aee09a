/// PostgreSQL's text form of a one-dimensional array: `{"a","b",NULL}`. Every element is quoted: a quoted element is
/// never read as NULL and may contain anything (manual, section 8.15.6).
enum ArrayLiteral {
    static func write<Element: PostgresEncodable>(_ elements: [Element], into text: inout ParameterText) {
        text.append("{")
        for (index, element) in elements.enumerated() {
            if index > 0 { text.append(",") }
            let start = text.bytes.count
            text.append("\"")
            element.encode(into: &text)
            if text.isNull {
                text.isNull = false
                text.bytes.removeSubrange(start...)
                text.append("NULL")
            } else {
                escape(from: start + 1, in: &text)
                text.append("\"")
            }
        }
        text.append("}")
    }

    /// Most elements have nothing to escape: they stay where they were written.
    private static func escape(from start: Int, in text: inout ParameterText) {
        guard text.bytes[start...].contains(where: needsEscape) else { return }
        let item = Array(text.bytes[start...])
        text.bytes.removeSubrange(start...)
        for byte in item {
            if needsEscape(byte) { text.bytes.append(UInt8(ascii: "\\")) }
            text.bytes.append(byte)
        }
    }

    private static func needsEscape(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") }
}
