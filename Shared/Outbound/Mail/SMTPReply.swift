/// One line of a server's reply, like `250 2.1.5 Ok` (RFC 5321 section 4.2, enhanced codes RFC 3463).
struct SMTPReply {
    let code: Int
    /// Like `5.1.1`.
    let enhanced: String?
    let text: String

    /// Nil for what is no reply line.
    init?(_ line: String) {
        let digits = line.utf8.prefix(3)
        guard digits.count == 3, let code = Int(String(decoding: digits, as: UTF8.self)),
              (200..<600).contains(code) else { return nil }
        let rest = Substring(line.dropFirst(3).drop { $0 == "-" || $0 == " " })
        let first = rest.prefix { $0 != " " }
        let parts = first.split(separator: ".", omittingEmptySubsequences: false)
        self.code = code
        if parts.count == 3, parts.allSatisfy({ UInt16($0) != nil }) {
            enhanced = String(first)
            text = Substring(rest.dropFirst(first.count)).trimmingWhitespace()
        } else {
            enhanced = nil
            text = Substring(rest).trimmingWhitespace()
        }
    }

    /// The text without what looks like an address: servers repeat the recipient's.
    var redactedText: String {
        text.split(separator: " ", omittingEmptySubsequences: false)
            .map { $0.contains("@") ? "[address]" : String($0) }.joined(separator: " ")
    }
}
