import Contracts
import FoundationEssentials

/// A part of a message body with its own fields (RFC 2045, RFC 2046).
struct MIMEPart {
    let fields: [String]
    let content: [UInt8]

    /// Fields, an empty line, content.
    var rendered: [UInt8] {
        Array(fields.joined().utf8) + [0x0d, 0x0a] + content
    }

    static func text(_ text: String, subtype: String) -> MIMEPart {
        MIMEPart(
            fields: [
                HeaderText.field("Content-Type", "text/\(subtype); charset=utf-8"),
                HeaderText.field("Content-Transfer-Encoding", "quoted-printable"),
            ],
            content: QuotedPrintable.encode(text)
        )
    }

    static func multipart(_ subtype: String, boundary: String, _ parts: [MIMEPart]) -> MIMEPart {
        // The line end before a boundary belongs to it (RFC 2046 section 5.1.1), not to the part.
        var content: [UInt8] = []
        for part in parts { content += Array("--\(boundary)\r\n".utf8) + part.rendered + [0x0d, 0x0a] }
        content += Array("--\(boundary)--\r\n".utf8)
        return MIMEPart(
            fields: [HeaderText.field("Content-Type", "multipart/\(subtype); boundary=\"\(boundary)\"")], content: content
        )
    }

    static func alternative(_ form: EmailAlternative, named part: String) throws(EmailMessageError) -> MIMEPart {
        guard isContentType(form.contentType) else { throw EmailMessageError(part: part, rule: "has a malformed content type") }
        return MIMEPart(
            fields: [HeaderText.field("Content-Type", form.contentType), HeaderText.field("Content-Transfer-Encoding", "base64")],
            content: base64(form.content)
        )
    }

    private static func base64(_ content: [UInt8]) -> [UInt8] {
        Array(Data(content).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed]).utf8)
    }

    static func attachment(_ file: EmailAttachment, named part: String) throws(EmailMessageError) -> MIMEPart {
        guard isContentType(file.contentType) else { throw EmailMessageError(part: part, rule: "has a malformed content type") }
        guard !file.filename.isEmpty, file.filename.utf8.count <= 200, TextRules.isOneLine(file.filename) else {
            throw EmailMessageError(part: part, rule: "needs a file name of one line and at most 200 bytes")
        }
        return MIMEPart(
            fields: [
                HeaderText.field("Content-Type", file.contentType),
                HeaderText.field("Content-Transfer-Encoding", "base64"),
                HeaderText.field("Content-Disposition", "attachment; \(filenameParameter(file.filename))"),
            ],
            content: base64(file.content)
        )
    }

    /// `type/subtype`, and parameters of plain ASCII on one line.
    private static func isContentType(_ text: String) -> Bool {
        let type = text.prefix { $0 != ";" }.split(separator: "/", omittingEmptySubsequences: false)
        let isToken = { (part: Substring) in
            !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5a).contains($0)
                || (0x61...0x7a).contains($0) || "+-._".utf8.contains($0) }
        }
        return type.count == 2 && type.allSatisfy(isToken) && text.utf8.count <= 200 && HeaderText.isASCII(text)
            && TextRules.isOneLine(text)
    }

    /// Quoted where ASCII will do, else percent-encoded (RFC 2231 section 4).
    private static func filenameParameter(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy { (0x20...0x7e).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        if isPlain { return "filename=\"\(name)\"" }
        let digits = Array("0123456789ABCDEF")
        let encoded = name.utf8.map { byte in
            let isAlphanumeric = (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
            return isAlphanumeric || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
                ? String(UnicodeScalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 0xf)])"
        }
        return "filename*=UTF-8''\(encoded.joined())"
    }
}
