/// A mailbox: an address and perhaps the name to show (RFC 5322 section 3.4).
public struct EmailAddress: Sendable, Hashable {
    /// Shown by mail programs; any text on one line.
    public let name: String?
    /// `local@domain`, ASCII.
    public let address: String

    /// Throws for an address that is not a plain one of at most 254 characters: dots and atoms, no quotes, no comments.
    public init(_ address: String, name: String? = nil) throws(EmailMessageError) {
        guard Self.isAddress(address) else { throw EmailMessageError(part: "address", rule: "is not a plain e-mail address") }
        guard name.map(HeaderText.isOneLine) != false else {
            throw EmailMessageError(part: "name of an address", rule: "must be one line without control characters")
        }
        self.address = address
        self.name = name?.isEmpty == true ? nil : name
    }

    /// From `local@domain` or `Name <local@domain>`, as settings write it.
    public init(parsing text: String) throws(EmailMessageError) {
        let trimmed = Substring(text).trimmingWhitespace()
        guard trimmed.hasSuffix(">"), let open = trimmed.lastIndex(of: "<") else {
            try self.init(trimmed)
            return
        }
        let address = trimmed[trimmed.index(after: open)...].dropLast()
        var name = trimmed[..<open].trimmingWhitespace()
        if name.count >= 2, name.hasPrefix("\""), name.hasSuffix("\"") { name = String(name.dropFirst().dropLast()) }
        try self.init(String(address), name: name)
    }

    /// RFC 5321 section 4.1.2, without quoted local parts.
    static func isAddress(_ text: String) -> Bool {
        guard text.utf8.count <= 254, let at = text.lastIndex(of: "@") else { return false }
        let local = text[..<at]
        return local.utf8.count <= 64 && isDotAtom(local) && isDomain(String(text[text.index(after: at)...]))
    }

    static func isDomain(_ text: String) -> Bool {
        text.utf8.count <= 253 && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isDotAtom(_ text: Substring) -> Bool {
        let marks = Set("!#$%&'*+-/=?^_`{|}~".utf8)
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.utf8.allSatisfy { isAlphanumeric($0) || marks.contains($0) }
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }

    /// For a header field.
    var rendered: String {
        name.map { "\(HeaderText.phrase($0)) <\(address)>" } ?? address
    }
}
