/// Rules of text that every door keeps, so that what one service takes in no other one has to refuse.
public enum TextRules {
    /// The most combining marks in a row that any real text needs (Unicode Standard Annex 15, section 13, Stream-Safe Text Format).
    public static let mostMarks = 30

    /// Whether a text has no more marks in a row than that. Comparing and hashing texts puts marks in order, which takes the square of their
    /// number: a hundred thousand of them keep a processor busy for half a minute.
    public static func isStreamSafe(_ text: some StringProtocol) -> Bool {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return true }
        var marks = 0
        for scalar in text.unicodeScalars {
            // Nothing below the first combining mark is one.
            marks = scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered ? marks + 1 : 0
            if marks > mostMarks { return false }
        }
        return true
    }

    /// Whether a text is one line without control characters (of C1 too): it cannot break out of a mail's header. Nor has it separators of
    /// lines, or marks that reorder the words around it (UAX 9, section 2).
    public static func isOneLine(_ text: some StringProtocol) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 && !(0x7f...0x9f).contains(scalar.value) && !(0x2028...0x202e).contains(scalar.value)
                && !(0x2066...0x2069).contains(scalar.value)
        }
    }

    /// Whether a text has lines without control characters but tabs.
    public static func isText(_ text: String) -> Bool {
        text.replacing("\r\n", with: "\n").split(separator: "\n").allSatisfy { isOneLine($0.replacing("\t", with: " ")) }
    }

    /// Whether a text says something, in that many bytes of UTF-8 at most.
    public static func isFilled(_ text: String, atMost limit: Int) -> Bool {
        text.utf8.count <= limit && text.contains { !$0.isWhitespace }
    }

    /// Whether a text has that many characters, counted as code points: one that a reader sees may be made of any number of them.
    public static func hasLength(_ text: String, in range: ClosedRange<Int>) -> Bool { range.contains(text.unicodeScalars.count) }

    /// Whether a text is a vehicle identification number: 17 characters without I, O and Q (ISO 3779).
    public static func isVIN(_ text: String) -> Bool {
        text.utf8.count == 17 && text.utf8.allSatisfy(marksOfVIN.contains)
    }

    /// Whether a text is an e-mail address that mail can be sent to: RFC 5321 section 4.1.2 without quoted local parts, ASCII.
    public static func isMailbox(_ text: String) -> Bool {
        guard text.utf8.count <= 254, let at = text.lastIndex(of: "@") else { return false }
        let local = text[..<at]
        return local.utf8.count <= 64 && isDotAtom(local) && isDomain(text[text.index(after: at)...])
    }

    /// The rule for people's addresses: a mailbox at a domain of two labels at least, as every one is that is reached from outside.
    public static func isPublicMailbox(_ text: String) -> Bool {
        isMailbox(text) && text.lastIndex(of: "@").map { text[$0...].contains(".") } == true
    }

    /// RFC 5321 section 4.1.2 `Domain`.
    public static func isDomain(_ text: some StringProtocol) -> Bool {
        text.utf8.count <= 253 && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static let marksOfVIN = Set("ABCDEFGHJKLMNPRSTUVWXYZ0123456789".utf8)
    private static let marks = Set("!#$%&'*+-/=?^_`{|}~".utf8)

    private static func isDotAtom(_ text: Substring) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.utf8.allSatisfy { isAlphanumeric($0) || marks.contains($0) }
        }
    }

    /// Whether a byte is an ASCII letter or digit.
    public static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }
}
