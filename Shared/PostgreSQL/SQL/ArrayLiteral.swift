/// PostgreSQL's text form of a one-dimensional array: `{"a","b",NULL}`. Every element is quoted: a quoted element is
/// never read as NULL and may contain anything (manual, section 8.15.6).
enum ArrayLiteral {
    static func write<Element: PostgresEncodable>(_ elements: [Element], into text: inout ParameterText) {
        text.append("{")
        for (index, element) in elements.enumerated() {
            if index > 0 { text.append(",") }
            var item = ParameterText()
            element.encode(into: &item)
            if let reason = item.refusal { text.refuse(reason) }
            if item.isNull {
                text.append("NULL")
            } else {
                quote(item.bytes, into: &text)
            }
        }
        text.append("}")
    }

    private static func quote(_ item: [UInt8], into text: inout ParameterText) {
        text.bytes.reserveCapacity(text.bytes.count + item.count + 3)
        text.bytes.append(UInt8(ascii: "\""))
        for byte in item {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { text.bytes.append(UInt8(ascii: "\\")) }
            text.bytes.append(byte)
        }
        text.bytes.append(UInt8(ascii: "\""))
    }
}
