import Testing

@testable import Notifications

/// The text part of a mail, its styles, and what is warned of.
@Suite struct MailFormTests {
    @Test(arguments: [
        ("<p>a</p><p>b</p>", "a\n\nb\n"), ("<p>a\n   b<br>c</p>", "a b\nc\n"), ("<a href=\"https://x.example/?a=1&amp;b\">go</a>",
        "go: https://x.example/?a=1&b\n"),
        ("<a href=\"https://x.example\">https://x.example</a>", "https://x.example\n"), ("<a href=\"#\">go</a>", "go\n"),
        ("<a href=\"mailto:a@b.example\">write</a>", "write: a@b.example\n"), ("<ul><li>a</li><li>b</li></ul>c", "- a\n- b\n\nc\n"),
        ("<table><tr><td>Oil</td><td>5 €</td></tr><tr><td>Sum</td><td>5 €</td></tr></table>", "Oil 5 €\nSum 5 €\n"),
        ("<p>&lt;b&gt; &amp;amp; &#x41;&#66; &euro;&unknown; & &</p>", "<b> &amp; AB €&unknown; & &\n"), ("<img src=\"x\" alt=\"Speedy\">",
        "Speedy\n"),
        ("<head><style>p{color:red}</style><title>t</title></head><body><p>x<!-- y --></p></body>", "x\n"), ("<bdi>ع</bdi>", "\u{2068}ع\u{2069}\n"),
        ("", ""), ("a < b > c", "a < b > c\n"), ("<p", ""), ("<p>&#1114112;</p>", "&#1114112;\n"),
    ])
    func theTextSaysWhatTheHTMLShows(html: String, text: String) {
        #expect(HTMLText.of(html) == text)
    }

    @Test func whatCannotGoIntoElementsStaysAndIsTold() {
        let html = "<html><head><style>p{color:red}a:hover{color:blue}@media (x){p{margin:0}}</style></head><body><p>x</p></body></html>"
        let (inlined, unknown) = StyleInliner.inlined(html)
        #expect(unknown == ["a:hover"])
        #expect(inlined.contains("<style>a:hover{color:blue}\n@media (x){p{margin:0}}\n</style></head>"))
        #expect(inlined.contains("<p style=\"color:red\">x</p>") && !inlined.contains("p{color:red}"))
    }

    @Test func anElementKeepsWhatItHas() {
        let html = "<style>a{color:red}</style><a HREF='x&amp;y' data-a=\"&quot;\" hidden>z</a><br/>"
        #expect(StyleInliner.inlined(html).html == "<a href=\"x&amp;y\" data-a=\"&quot;\" hidden style=\"color:red\">z</a><br/>")
    }

    @Test(arguments: [(102 << 10, []), ((102 << 10) + 1, [MessageWarning.Code.mailClipped])])
    func gmailsLimitIsWarnedOf(size: Int, codes: [MessageWarning.Code]) {
        let warnings = MessageWarning.mail(subject: "x", html: String(repeating: "x", count: size), unknownSelectors: [])
        #expect(warnings.map(\.code).filter { $0 != .mailNearlyClipped } == codes)
        #expect(warnings.contains { $0.code == .mailNearlyClipped } == codes.isEmpty)
    }

    @Test func aTextMessagesPartsAndAlphabetAreWarnedOf() {
        #expect(MessageWarning.textMessage(String(repeating: "a", count: 160)).isEmpty)
        let long = MessageWarning.textMessage(String(repeating: "a", count: 161))
        #expect(long.map(\.code) == [.textMessageParts] && long.first?.detail.contains("2 parts: 161 septets") == true)
        #expect(MessageWarning.textMessage("Your car – ready").first?.detail.contains("“–”") == true)
        #expect(MessageWarning.textMessage("سيارتك جاهزة").isEmpty, "there is no other alphabet for Arabic")
    }
}
