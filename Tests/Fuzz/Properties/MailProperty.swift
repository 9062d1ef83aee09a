import Contracts
import Foundation

@testable import Outbound

/// Whatever texts a letter is made of, its head has the fields that were meant, its lines hold, and subject and text come back. The
/// input's parts are the texts.
enum MailProperty {
    static let check: @Sendable ([UInt8]) throws -> Void = { bytes in
        guard bytes.count <= 8192 else { return }
        var input = FuzzInput(bytes)
        let parts = (0..<9).map { _ in input.text() }
        try reply(parts[0])
        try address(parts[0])
        try letter(parts)
    }

    private static func address(_ text: String) throws {
        guard let address = try? EmailAddress(parsing: text) else { return }
        let plain = address.address
        try demand(plain.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && plain.utf8.count { $0 == UInt8(ascii: "@") } == 1, "no plain address")
        try demand(try EmailAddress(plain) == EmailAddress(plain, name: ""), "an address cannot be read again")
        try demand(!address.rendered.utf8.contains { $0 < 0x20 || $0 >= 0x7F }, "an address that breaks out of its line")
    }

    private static func reply(_ line: String) throws {
        guard let reply = SMTPReply(line) else { return }
        try demand((200..<600).contains(reply.code), "a code of \(reply.code)")
        try demand(!reply.redactedText.contains("@"), "an address in a redacted text")
    }

    private static func letter(_ parts: [String]) throws {
        guard let from = try? EmailAddress("desk@pitcrew.example", name: parts[0]) else { return }
        let to = (try? EmailAddress(parts[1], name: parts[0])) ?? from
        var message = EmailMessage(
            from: from, to: [to], subject: parts[2], text: parts[3], messageID: "a@pitcrew.example",
            date: Date(timeIntervalSince1970: 1_774_764_000))
        if !parts[4].isEmpty { message.html = parts[4] }
        if !parts[5].isEmpty { message.headers = [.init(parts[5], parts[6])] }
        if !parts[7].isEmpty {
            message.attachments = [EmailAttachment(filename: parts[7], contentType: parts[8], content: Array(parts[3].utf8))]
        }
        let bytes: [UInt8]
        do {
            bytes = try message.render()
        } catch {
            return try demand(!error.rule.isEmpty && !error.part.isEmpty, "refused without part and rule")
        }
        let letter = try LetterText(bytes)
        let extra = message.headers.map(\.name)
        let expected = ["From", "To", "Subject", "Date", "Message-ID"] + extra + ["MIME-Version", "Content-Type"]
        try demand(Array(letter.fields.map(\.name).prefix(expected.count)) == expected, "other fields than were meant: \(letter.fields.map(\.name))")
        let isPlain = message.html == nil && message.attachments.isEmpty
        try demand(letter.fields.count == expected.count + (isPlain ? 1 : 0), "more fields than were meant")
        try demand(letter.value("Subject") == message.subject, "another subject: \(letter.value("Subject") ?? "")")
        if isPlain { try demand(LetterText.quotedPrintable(letter.body) == lines(message.text), "another text") }
    }

    private static func lines(_ text: String) -> [[UInt8]] {
        var (lines, rest): ([[UInt8]], ArraySlice<UInt8>) = ([], Array(text.utf8)[...])
        while true {
            let line = rest.prefix { $0 != 0x0D && $0 != 0x0A }
            lines.append(Array(line))
            rest = rest.dropFirst(line.count)
            guard !rest.isEmpty else { break }
            rest = rest.dropFirst(rest.starts(with: [0x0D, 0x0A]) ? 2 : 1)
        }
        if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}

/// A letter as a reader that knows only RFC 5322, 2045 and 2047 sees it.
struct LetterText {
    let fields: [(name: String, value: String)]
    let body: [UInt8]

    init(_ bytes: [UInt8]) throws {
        try demand(bytes.allSatisfy { $0 < 0x7F && ($0 >= 0x20 || $0 == 0x0D || $0 == 0x0A || $0 == 0x09) }, "not plain ASCII")
        var (lines, start) = ([ArraySlice<UInt8>](), 0)
        while let end = bytes[start...].firstIndex(of: 0x0A) {
            try demand(end > start && bytes[end - 1] == 0x0D, "a line end that is not CRLF")
            let line = bytes[start..<end - 1]
            try demand(!line.contains(0x0D) && line.count <= 998, "a line that breaks or is too long")
            lines.append(line)
            start = end + 1
        }
        try demand(start == bytes.count, "no line end at the end")
        guard let blank = lines.firstIndex(where: \.isEmpty) else { throw Violation(description: "no end of the head") }
        var fields: [(name: String, value: String)] = []
        for line in lines[..<blank] {
            try demand(line.contains { $0 != 0x20 && $0 != 0x09 }, "a blank line within the head")
            let text = String(decoding: line, as: UTF8.self)
            if let first = line.first, first == 0x20 || first == 0x09 {
                try demand(!fields.isEmpty, "a head that begins folded")
                fields[fields.count - 1].value += text
                continue
            }
            guard let colon = text.firstIndex(of: ":") else { throw Violation(description: "a line that is no field") }
            fields.append((String(text[..<colon]), String(text[text.index(after: colon)...].dropFirst())))
        }
        self.fields = fields
        body = lines[(blank + 1)...].flatMap { Array($0) + [0x0D, 0x0A] }
    }

    /// A field's value without encoded words; blanks between two of them do not count.
    func value(_ name: String) -> String? {
        guard let value = fields.first(where: { $0.name == name })?.value else { return nil }
        guard value.contains("=?UTF-8?B?") else { return value }
        let words = value.split(separator: " ").map { word -> String? in
            guard word.hasPrefix("=?UTF-8?B?"), word.hasSuffix("?="), word.count <= 75 else { return nil }
            return Data(base64Encoded: String(word.dropFirst(10).dropLast(2))).flatMap { String(validating: $0, as: UTF8.self) }
        }
        return words.contains(nil) ? nil : words.compactMap { $0 }.joined()
    }

    /// The lines of a body in quoted-printable.
    static func quotedPrintable(_ body: [UInt8]) -> [[UInt8]]? {
        var (lines, line): ([[UInt8]], [UInt8]) = ([], [])
        for raw in String(decoding: body, as: UTF8.self).components(separatedBy: "\r\n").dropLast() {
            guard raw.utf8.count <= 76, raw.last != " ", raw.last != "\t" else { return nil }
            var rest = Array(raw.utf8)[...]
            var isSoft = false
            while let byte = rest.popFirst() {
                guard byte == UInt8(ascii: "=") else {
                    line.append(byte)
                    continue
                }
                if rest.isEmpty {
                    isSoft = true
                } else {
                    guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
                    line.append(value)
                    rest = rest.dropFirst(2)
                }
            }
            if !isSoft {
                lines.append(line)
                line = []
            }
        }
        return lines
    }
}
