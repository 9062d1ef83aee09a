import FoundationEssentials

/// Text in header fields: RFC 5322, and RFC 2047 where it is not plain ASCII.
enum HeaderText {
    /// An encoded word may have 75 characters; 45 bytes make 60 of base64, and twelve frame them.
    private static let bytesInWord = 45
    private static let longestPlainWord = 60

    static func isASCII(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 }
    }

    /// A free text such as a subject: words separated by single spaces at which the field may be folded.
    static func unstructured(_ text: String) -> String {
        let isPlain = isASCII(text) && !text.contains("=?") && !text.contains("  ") && text.first != " " && text.last != " "
            && hasShortWords(text)
        return isPlain ? text : encodedWords(text)
    }

    /// Whether lines can be broken at its spaces.
    private static func hasShortWords(_ text: String) -> Bool {
        text.split(separator: " ").allSatisfy { $0.utf8.count <= longestPlainWord }
    }

    /// The name before an address.
    static func phrase(_ text: String) -> String {
        guard isASCII(text), !text.contains("=?"), hasShortWords(text) else { return encodedWords(text) }
        let isAtoms = text.utf8.allSatisfy { byte in
            byte == 0x20 || (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        }
        guard !isAtoms else { return text }
        return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// A field, folded at spaces so that lines stay under 78 characters where words allow. Only before a word: a line of blanks alone is
    /// forbidden (RFC 5322 section 3.2.2), and some readers take it for the end of the head.
    static func field(_ name: String, _ value: String) -> String {
        var lines: [String] = []
        var line = "\(name):"
        for word in value.split(separator: " ", omittingEmptySubsequences: false) {
            if !word.isEmpty, line.utf8.count + 1 + word.utf8.count > 77, line.utf8.count > name.utf8.count + 1 {
                lines.append(line)
                line = ""
            }
            line += " \(word)"
        }
        return (lines + [line]).joined(separator: "\r\n") + "\r\n"
    }

    /// Base64 words, none of which splits a character.
    private static func encodedWords(_ text: String) -> String {
        var words: [String] = []
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            let encoded = Array(String(scalar).utf8)
            if bytes.count + encoded.count > bytesInWord {
                words.append(encodedWord(bytes))
                bytes = []
            }
            bytes += encoded
        }
        return (words + [encodedWord(bytes)]).joined(separator: " ")
    }

    private static func encodedWord(_ bytes: [UInt8]) -> String {
        "=?UTF-8?B?\(Data(bytes).base64EncodedString())?="
    }
}
