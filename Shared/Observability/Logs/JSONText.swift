/// JSON strings for log lines.
enum JSONText {
    /// Appends the text quoted and escaped (RFC 8259, section 7), cut after `limit` bytes at a character's end.
    static func append(_ string: String, to text: inout String, limit: Int) {
        text += "\""
        if string.utf8.count <= limit, string.utf8.allSatisfy(isPlain) {
            text += string
        } else {
            var bytes = 0
            for scalar in string.unicodeScalars {
                bytes += UTF8.width(scalar)
                if bytes > limit {
                    text += "…"
                    break
                }
                append(scalar, to: &text)
            }
        }
        text += "\""
    }

    private static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x22 && byte != 0x5C && byte < 0x7F }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar {
        case "\"": text += "\\\""
        case "\\": text += "\\\\"
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        // Control characters, and the two line ends some readers of lines split at.
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
            let hex = String(scalar.value, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: text.unicodeScalars.append(scalar)
        }
    }
}
