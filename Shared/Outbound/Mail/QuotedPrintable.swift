/// The quoted-printable encoding (RFC 2045 section 6.7) of a text.
enum QuotedPrintable {
    private static let digits = Array("0123456789ABCDEF".utf8)
    private static let longestLine = 76

    /// ASCII lines of at most 76 characters that end in CRLF; any kind of line end in `text` counts as one.
    static func encode(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        for line in lines(of: text) {
            append(line, to: &output)
            output += [0x0d, 0x0a]
        }
        return output
    }

    /// The lines of a text as bytes; a line end at the very end makes no empty line.
    private static func lines(of text: String) -> [[UInt8]] {
        var lines: [[UInt8]] = [[]]
        var afterReturn = false
        for byte in text.utf8 {
            switch byte {
            case 0x0a where afterReturn: break
            case 0x0a, 0x0d: lines.append([])
            default: lines[lines.count - 1].append(byte)
            }
            afterReturn = byte == 0x0d
        }
        if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private static func append(_ line: [UInt8], to output: inout [UInt8]) {
        var width = 0
        for (index, byte) in line.enumerated() {
            let isLast = index == line.count - 1
            let isBlank = byte == 0x20 || byte == 0x09
            let isPlain = (isBlank && !isLast) || ((0x21...0x7e).contains(byte) && byte != 0x3d)
            let encoded = isPlain ? [byte] : [0x3d, digits[Int(byte >> 4)], digits[Int(byte & 0xf)]]
            // Room for the "=" of a soft break, which the last one does not need.
            if width + encoded.count > (isLast ? longestLine : longestLine - 1) {
                output += [0x3d, 0x0d, 0x0a]
                width = 0
            }
            output += encoded
            width += encoded.count
        }
    }
}
