import Contracts

/// A mailbox: an address and perhaps the name to show (RFC 5322 section 3.4).
public struct EmailAddress: Sendable, Hashable {
    /// Shown by mail programs; any text on one line.
    public let name: String?
    /// `local@domain`, ASCII.
    public let address: String

    /// Throws for an address that is not a plain one of at most 254 characters: dots and atoms, no quotes, no comments.
    public init(_ address: String, name: String? = nil) throws(EmailMessageError) {
        guard TextRules.isMailbox(address) else { throw EmailMessageError(part: "address", rule: "is not a plain e-mail address") }
        guard name.map(TextRules.isOneLine) != false else {
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

    /// For a header field.
    var rendered: String {
        name.map { "\(HeaderText.phrase($0)) <\(address)>" } ?? address
    }
}
