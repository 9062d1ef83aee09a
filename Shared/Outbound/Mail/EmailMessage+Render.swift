import Contracts
import Cryptography
import FoundationEssentials

extension EmailMessage {
    /// The message in Internet form: CRLF line ends, ASCII, lines of at most 998 characters (RFC 5322, RFC 2045 to 2047).
    ///
    /// Throws when a part could break out of its place or is missing.
    public func render() throws(EmailMessageError) -> [UInt8] {
        let identifier = try checkedMessageID()
        var fields = try addressFields()
        fields.append(HeaderText.field("Subject", HeaderText.unstructured(try oneLine(subject, "subject"))))
        fields.append(HeaderText.field("Date", MailDate.render(date)))
        fields.append(HeaderText.field("Message-ID", "<\(identifier)>"))
        for header in headers { fields.append(try render(header)) }
        fields.append(HeaderText.field("MIME-Version", "1.0"))
        let head = Array(fields.joined().utf8)
        guard head.split(separator: 0x0a).allSatisfy({ $0.count <= 999 }) else {
            throw EmailMessageError(part: "header", rule: "has a word that is too long for a line")
        }
        return try head + body(boundarySeed: identifier).rendered
    }

    private func addressFields() throws(EmailMessageError) -> [String] {
        guard !to.isEmpty else { throw EmailMessageError(part: "to", rule: "must name somebody") }
        var fields = [
            HeaderText.field("From", from.rendered),
            HeaderText.field("To", to.map(\.rendered).joined(separator: ", ")),
        ]
        if let replyTo { fields.append(HeaderText.field("Reply-To", replyTo.rendered)) }
        return fields
    }

    private func checkedMessageID() throws(EmailMessageError) -> String {
        let bare = messageID.hasPrefix("<") && messageID.hasSuffix(">") ? String(messageID.dropFirst().dropLast()) : messageID
        guard TextRules.isMailbox(bare) else {
            throw EmailMessageError(part: "Message-ID", rule: "must look like unique@domain")
        }
        return bare
    }

    private func render(_ header: Header) throws(EmailMessageError) -> String {
        let isName = !header.name.isEmpty && header.name.utf8.allSatisfy { (0x21...0x7e).contains($0) && $0 != UInt8(ascii: ":") }
        guard isName, header.name.utf8.count <= 70 else { throw EmailMessageError(part: "header", rule: "has a malformed name") }
        let name = header.name.lowercased()
        guard !Self.ownFields.contains(name), !name.hasPrefix("content-") else {
            throw EmailMessageError(part: "header \(header.name)", rule: "is written from the message's own properties")
        }
        let value = try oneLine(header.value, "header \(header.name)")
        // A structured field (a list of URLs, say) must not be encoded, and ASCII need not be.
        return HeaderText.field(header.name, HeaderText.isASCII(value) ? value : HeaderText.unstructured(value))
    }

    private static let ownFields: Set<String> = [
        "from", "to", "cc", "bcc", "sender", "reply-to", "subject", "date", "message-id", "mime-version", "return-path",
        "received",
    ]

    private func oneLine(_ value: String, _ part: String) throws(EmailMessageError) -> String {
        guard TextRules.isOneLine(value) else {
            throw EmailMessageError(part: part, rule: "must be one line without control characters")
        }
        return value
    }

    private func body(boundarySeed: String) throws(EmailMessageError) -> MIMEPart {
        // "=_" occurs in neither quoted-printable nor base64, so no boundary occurs in a part.
        let seed = SHA256.digest(boundarySeed).prefix(12)
        let boundary = "=_\(Base64URL.encode(seed))"
        var content = MIMEPart.text(text, subtype: "plain")
        var forms = [content] + (html.map { [MIMEPart.text($0, subtype: "html")] } ?? [])
        for (index, form) in alternatives.enumerated() { forms.append(try .alternative(form, named: "alternative \(index + 1)")) }
        if forms.count > 1 { content = .multipart("alternative", boundary: "\(boundary)_a", forms) }
        guard !attachments.isEmpty else { return content }
        var parts = [content]
        for (index, attachment) in attachments.enumerated() {
            parts.append(try .attachment(attachment, named: "attachment \(index + 1)"))
        }
        return .multipart("mixed", boundary: "\(boundary)_m", parts)
    }
}
