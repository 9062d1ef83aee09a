import Foundation
import Outbound
import Testing

/// Nothing that comes from a customer may add a field or a recipient to a message.
@Suite struct EmailInjectionTests {
    static let breaks = [
        "a\r\nBcc: x@example.org", "a\nBcc: x@example.org", "a\rb", "a\u{0}b", "a\u{1b}b", "a\u{7f}b", "a\u{85}b",
    ]

    func error(_ change: (inout EmailMessage) throws -> Void) throws -> EmailMessageError? {
        var mail = try EmailMessage.simple()
        do {
            try change(&mail)
            _ = try mail.render()
            return nil
        } catch let error as EmailMessageError {
            return error
        }
    }

    @Test(arguments: breaks)
    func refusesLineBreaksInFields(text: String) throws {
        #expect(try error { $0.subject = text }?.part == "subject")
        #expect(try error { $0.headers = [.init("X-Note", text)] }?.part == "header X-Note")
        #expect(try error { $0.from = try EmailAddress("a@example.org", name: text) } != nil)
        #expect(try error { $0.to = [try EmailAddress("\(text)@example.org")] } != nil)
        #expect(try error { $0.messageID = "\(text)@example.org" }?.part == "Message-ID")
        let attachment = EmailAttachment(filename: text, contentType: "text/plain", content: [])
        #expect(try error { $0.attachments = [attachment] }?.part == "attachment 1")
        #expect(try error { $0.attachments = [.init(filename: "a", contentType: "text/plain; \(text)", content: [])] } != nil)
    }

    @Test(arguments: [
        "X-Note: a\r\nBcc", "X Note", "", "X-Note:", "Bcc", "to", "Subject", "DATE", "Content-Type",
        "content-transfer-encoding", "X-Ümlaut",
    ])
    func refusesFieldNames(name: String) throws {
        #expect(try error { $0.headers = [.init(name, "value")] } != nil)
    }

    @Test func refusesAMessageToNobody() throws {
        #expect(try error { $0.to = [] }?.part == "to")
    }

    @Test func refusesAWordLongerThanALine() throws {
        let word = "<https://\(String(repeating: "x", count: 1000))>"
        #expect(try error { $0.headers = [.init("List-Unsubscribe", word)] }?.part == "header")
    }

    @Test(arguments: [
        "a@b", "first.last@example.org", "x+tag@sub.example.co.uk", "o'brien@example.org", "a@xn--mller-kva.example",
    ])
    func acceptsAddresses(text: String) throws {
        #expect(try EmailAddress(text).address == text)
    }

    @Test(arguments: [
        "", "a", "@", "a@", "@b", "a b@c", "a@b c", "a@b@c", "<a@b>", "a@b>", "a,b@c", ".a@b", "a.@b", "a..b@c", "\"a\"@b",
        "a@-b", "a@b..c",
        "a@b.", "ü@b", "a@ü", "a@[127.0.0.1]", "a@b\n", "a\u{0}@b", String(repeating: "x", count: 65) + "@b",
        "a@" + String(repeating: "x", count: 64), "a@" + String(repeating: "x.", count: 130) + "y",
    ])
    func refusesWhatIsNoAddress(text: String) {
        #expect(throws: EmailMessageError.self) { try EmailAddress(text) }
    }

    @Test(arguments: [
        ("a@b.example", "a@b.example", nil), (" Desk <a@b.example> ", "a@b.example", "Desk"), ("\"Desk, Main\" <a@b.example>",
        "a@b.example", "Desk, Main"),
        ("<a@b.example>", "a@b.example", nil),
    ] as [(String, String, String?)])
    func readsAddressesFromSettings(text: String, address: String, name: String?) throws {
        let parsed = try EmailAddress(parsing: text)
        #expect(parsed.address == address)
        #expect(parsed.name == name)
    }
}
