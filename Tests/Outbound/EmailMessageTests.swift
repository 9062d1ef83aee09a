import Foundation
import Outbound
import Testing

@Suite struct EmailMessageTests {
    @Test func aPlainMessage() async throws {
        let parsed = try await ParsedMessage.read(.simple())
        #expect(parsed.type == "text/plain")
        #expect(parsed.fromName == "Workshop")
        #expect(parsed.names == [["", "somebody@example.org"]])
        #expect(parsed.subject == "Your car")
        #expect(parsed.date == "2023-11-14T22:13:20+00:00")
        #expect(parsed.header("MIME-Version") == "1.0")
        expectWellFormed(parsed)
    }

    static let subjects = [
        "", "plain", "Größe ÄÖÜ", "車の修理が完了しました", "سيارتك جاهزة", "👩🏽‍🔧🚗", "=?UTF-8?B?eA==?=", "two  spaces", " edges ",
        String(repeating: "word ", count: 100) + "end", String(repeating: "x", count: 1500), String(repeating: "ü", count: 500),
        String(repeating: "車", count: 300), "quotes \" and \\ <angle> (round) , ; : @",
    ]

    @Test func everySubjectArrives() async throws {
        let mails = try Self.subjects.map { subject in
            var mail = try EmailMessage.simple()
            mail.subject = subject
            return mail
        }
        for (parsed, subject) in zip(try await ParsedMessage.read(mails), Self.subjects) {
            #expect(parsed.subject == subject)
            expectWellFormed(parsed)
        }
    }

    static let names = [
        "Ann", "Ann Lee", "Lee, Ann", "O\"Hara \\ x", "Jürgen Groß", "山田 太郎", "a@b",
        String(repeating: "Long ", count: 30) + "Name",
    ]

    @Test func everyNameArrives() async throws {
        let mails = try Self.names.map { name in
            var mail = try EmailMessage.simple()
            mail.from = try EmailAddress("a@example.com", name: name)
            mail.to = [try EmailAddress("b@example.com", name: name), try EmailAddress("c@example.com", name: name)]
            return mail
        }
        for (parsed, name) in zip(try await ParsedMessage.read(mails), Self.names) {
            #expect(parsed.fromName == name)
            #expect(parsed.names == [[name, "b@example.com"], [name, "c@example.com"]])
            expectWellFormed(parsed)
        }
    }

    static let texts = [
        "", "one line", "trailing space \nand tab\t\nend", "Grüße = 100 %\n", "a\r\nb\rc\nd\n",
        String(repeating: "long ", count: 500),
        String(repeating: "ü", count: 2000), "From here\n.\n..\n--\n=_boundary", "🚗\n車\n", "a\u{0}b\u{7f}\u{1b}[31m", "\n\n\n",
    ]

    @Test func everyTextArrives() async throws {
        let mails = try Self.texts.map { text in
            var mail = try EmailMessage.simple(text: text)
            mail.html = "<p>\(text)</p>"
            return mail
        }
        for (parsed, text) in zip(try await ParsedMessage.read(mails), Self.texts) {
            let expected = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
            #expect(parsed.type == "multipart/alternative")
            #expect(withOneEnd(parsed.text) == withOneEnd(expected))
            #expect(parsed.html.map(withOneEnd) == withOneEnd("<p>\(expected)</p>"))
            expectWellFormed(parsed)
        }
    }

    @Test func carriesAttachments() async throws {
        var mail = try EmailMessage.simple()
        mail.html = "<p>Hello</p>"
        mail.attachments = [
            EmailAttachment(
                filename: "visit.ics", contentType: "text/calendar; method=REQUEST", content: Array("BEGIN:VCALENDAR\r\n".utf8)
            ),
            EmailAttachment(filename: "Rechnung \"März\".pdf", contentType: "application/pdf", content: Array(0...255)),
            EmailAttachment(filename: "empty", contentType: "application/octet-stream", content: []),
            EmailAttachment(filename: String(repeating: "ä", count: 100), contentType: "image/png", content: [1]),
        ]
        let parsed = try await ParsedMessage.read(mail)
        #expect(parsed.type == "multipart/mixed")
        #expect(parsed.text == "Hello\n")
        #expect(parsed.html == "<p>Hello</p>\n")
        #expect(parsed.attachments.map(\.filename) == mail.attachments.map(\.filename))
        #expect(parsed.attachments.map(\.content) == mail.attachments.map { Data($0.content) })
        #expect(parsed.attachments.map(\.type) == ["text/calendar", "application/pdf", "application/octet-stream", "image/png"])
        expectWellFormed(parsed)
    }

    @Test func carriesAnotherFormAsTheLastAlternative() async throws {
        var mail = try EmailMessage.simple()
        let form = EmailAlternative(
            contentType: "text/calendar; charset=utf-8; method=REQUEST; component=VEVENT", content: Array("BEGIN:VCALENDAR\r\nX:ä\r\n".utf8)
        )
        for html in [nil, "<p>Hello</p>"] {
            (mail.html, mail.alternatives) = (html, [form])
            let parsed = try await ParsedMessage.read(mail)
            #expect(parsed.type == "multipart/alternative" && parsed.text == "Hello\n" && parsed.html == html.map { $0 + "\n" })
            let parts = try String(decoding: mail.render(), as: UTF8.self).components(separatedBy: "\r\n--")
            #expect(parts.dropLast().last?.contains("Content-Type: text/calendar; charset=utf-8; method=REQUEST; component=VEVENT") == true)
            expectWellFormed(parsed)
        }
        mail.alternatives = [EmailAlternative(contentType: "text/calendar\r\nX-Evil: 1", content: [])]
        #expect(throws: EmailMessageError.self) { try mail.render() }
    }

    @Test func carriesFurtherFields() async throws {
        var mail = try EmailMessage.simple()
        mail.replyTo = try EmailAddress("desk@example.com", name: "Desk")
        let unsubscribe = "<https://door.example/u/\(String(repeating: "x", count: 300))>, <mailto:stop@example.com?subject=stop>"
        mail.headers = [
            .init("Auto-Submitted", "auto-generated"), .init("List-Unsubscribe", unsubscribe),
            .init("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"), .init("X-Note", "grün"),
        ]
        let parsed = try await ParsedMessage.read(mail)
        #expect(parsed.header("Reply-To") == "Desk <desk@example.com>")
        #expect(parsed.header("auto-submitted") == "auto-generated")
        #expect(parsed.header("list-unsubscribe") == unsubscribe)
        #expect(parsed.header("list-unsubscribe-post") == "List-Unsubscribe=One-Click")
        #expect(parsed.header("x-note") == "grün")
        expectWellFormed(parsed)
    }

    @Test func twoRenderingsAreTheSame() throws {
        #expect(try EmailMessage.simple().render() == EmailMessage.simple().render())
    }

    private func withOneEnd(_ text: String) -> String {
        text.hasSuffix("\n") ? text : text + "\n"
    }

    private func expectWellFormed(_ parsed: ParsedMessage, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(parsed.defects.isEmpty, sourceLocation: sourceLocation)
        #expect(parsed.longestLine <= 998, sourceLocation: sourceLocation)
        #expect(parsed.ascii, sourceLocation: sourceLocation)
        #expect(parsed.bareLineEnds == 0, sourceLocation: sourceLocation)
    }
}
