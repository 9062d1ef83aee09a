import Contracts
import Foundation
import TestSupport
import Testing

@testable import Notifications

/// The same, asked of other people's programs.
@Suite struct TemplatePeerTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/template_peer.py").path

    private func ask<Answer: Decodable>(_ peer: PythonPeer, _ question: JSONValue, as type: Answer.Type = Answer.self) async throws -> Answer {
        try JSONCoding.decode(Answer.self, from: Array(try await peer.ask(try JSONCoding.text(question)).utf8))
    }

    private static let variables: [String: Variable] = [
        "name": Variable(.text), "yes": Variable(.flag), "no": Variable(.flag), "list": Variable(.list(.object(["a": Variable(.text)]))),
        "none": Variable(.list(.text)), "maybe": Variable(.text, isOptional: true),
        "deep": Variable(.object(["in": Variable(.object(["x": Variable(.text)]))])),
        "words": Variable(.list(.text)),
    ]
    private static let data: JSONValue = [
        "name": "<Ada> & \"Bob\"", "yes": true, "no": false, "list": [["a": "1"], ["a": "<2>"]], "none": [], "deep": ["in": ["x": "deep"]],
        "words": ["one", "two"],
    ]
    private static let mustache = [
        "Hello {{name}}!", "{{ name }}", "a {{#yes}}b{{/yes}} c", "a {{#no}}b{{/no}} c", "a{{^no}}b{{/no}}", "{{#list}}({{a}}){{/list}}",
        "{{#none}}x{{/none}}{{^none}}empty{{/none}}", "{{deep.in.x}}", "{{#words}}{{.}},{{/words}}", "{{! a comment }}x", "{{#maybe}}x{{/maybe}}y",
        "a\n{{#yes}}\nb\n{{/yes}}\nc\n", "a\n  {{#yes}}  \n  b\n  {{/yes}}\nc", "{{#yes}}\n{{/yes}}", "x {{#yes}}\n{{/yes}} y",
        "| {{! c }} |\n{{! alone }}\n|",
        "{{#list}}\n{{a}}\n{{/list}}\n", "{{#list}}{{#words}}{{a}}{{.}} {{/words}}{{/list}}", "a {{> part}} b", "{{#list}}{{> part}}{{/list}}",
        "\r\n{{#yes}}\r\nx\r\n{{/yes}}\r\ny", "{{#yes}}{{#no}}1{{/no}}{{^no}}2{{/no}}{{/yes}}", "ü{{#yes}}ß{{/yes}}\u{1F600}",
    ]

    @Test func whatMustacheCanDoIsSaidAsChevronSaysIt() async throws {
        try await PythonPeer.with(Self.script) { peer in
            for source in Self.mustache {
                let partials: JSONValue = ["part": "[{{name}}]"]
                let theirs: String = try await ask(peer, ["do": "mustache", "template": .string(source), "data": Self.data, "partials": partials])
                let ours = try Written.html(source, Self.variables, Self.data, fragments: ["part": "[{{name}}]"])
                #expect(ours.replacing("&#39;", with: "'") == theirs, "\(source)")
            }
        }
    }

    @Test func pluralFormsAreThoseOfCLDR() async throws {
        try await PythonPeer.with(Self.script) { peer in
            for language in ["en", "de", "ar"] {
                for number in Array(0...130) + [200, 201, 202, 203, 210, 211, 299, 1_000, 1_003, 1_011, 1_000_000] {
                    let theirs: String = try await ask(peer, ["do": "plural", "language": .string(language), "number": .int(number)])
                    #expect(PluralCategory.of(number, in: language).rawValue == theirs, "\(number) in \(language)")
                    #expect(PluralCategory.all(in: language).contains(PluralCategory.of(number, in: language)))
                }
            }
        }
    }

    /// CLDR versions differ in invisible marks and in kinds of blanks.
    private func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { ![0x200e, 0x200f, 0x61c, 0xa0, 0x202f, 0x20].contains($0.value) }))
    }

    @Test func amountsAreSaidAsCLDRSaysThem() async throws {
        try await PythonPeer.with(Self.script) { peer in
            for (locale, currencies) in [("en", ["EUR", "USD", "JPY", "KWD", "GBP"]), ("de", ["EUR", "USD", "JPY", "KWD"]), ("ar", ["SAR", "KWD"])] {
                for (currency, amount) in currencies.flatMap({ currency in [0, 5, 99, 12_900, 123_456_789, -2_550].map { (currency, $0) } }) {
                    let ours = MessageFormats(locale: locale, zone: "GMT").money(Money(amount: amount, currency: currency))
                    let digits = MessageFormats.minorDigits(currency)
                    let exact = Decimal(sign: amount < 0 ? .minus : .plus, exponent: -digits, significand: Decimal(abs(amount)))
                    let theirs: String = try await ask(peer, [
                        "do": "money", "amount": .string("\(exact)"), "currency": .string(currency), "locale": .string(locale),
                    ])
                    #expect(plain(ours) == plain(theirs), "\(amount) \(currency) in \(locale)")
                }
            }
        }
    }

    @Test func textMessagesAreAsLongAsSmsutilSaysTheyAre() async throws {
        var random = SeededGenerator(seed: 6)
        let alphabet = Array("abcXYZ 0123.,!?@£$éüÄß€[]{}~|^\\\nع😀ć–").map(String.init)
        try await PythonPeer.with(Self.script) { peer in
            // No part ends inside of a character: each of these takes a part more than its units fill.
            let split = [("a", 152, "€"), ("ع", 66, "😀")].map { letter, count, wide in
                String(repeating: letter, count: count) + wide + String(repeating: letter, count: count)
            }
            #expect(split.map { SMSLength($0).segments } == [3, 3])
            let made = (0..<300).map { _ in
                let letters = Bool.random(using: &random) ? alphabet.dropLast(4) : alphabet[...]
                return (0..<Int.random(in: 1...420, using: &random)).map { _ in letters.randomElement(using: &random) ?? "" }.joined()
            }
            for text in split + made {
                struct Split: Decodable { let isGSM: Bool; let parts: Int }
                let theirs: Split = try await ask(peer, ["do": "sms", "text": .string(text)])
                #expect(SMSLength(text).isGSM == theirs.isGSM && SMSLength(text).segments == theirs.parts, "\(text)")
            }
        }
    }

    private struct Styled: Decodable, Equatable {
        let tag: String
        let style: [String: String]
        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            (tag, style) = (try container.decode(String.self), try container.decode([String: String].self))
        }
    }

    private static let styled = [
        "<style>p{color:red}</style><p>x</p>", "<style>.a{color:red}p{color:blue}</style><p class=\"a\">x</p><p>y</p>",
        "<style>p{color:red}p{color:blue}</style><p>x</p>", "<style>p.a{color:red}.a{color:blue}</style><p class=\"b a\">x</p>",
        "<style>#i{color:red}.a{color:blue}</style><p id=\"i\" class=\"a\">x</p>",
        "<style>p{color:red}</style><p style=\"color:blue;margin:0\">x</p>",
        "<style>p{color:red !important}</style><p style=\"color:blue\">x</p>",
        "<style>p,td{padding:4px 0;color:#fff}</style><p>x</p><table><tr><td>y</td></tr></table>",
        "<style>/* a; b { } */p{color:red}</style><p>x</p>", "<style>.a.b{color:red}.a{margin:1px}</style><p class=\"a b\">x</p><p class=\"a\">y</p>",
        "<style>p{font:16px/1.5 Inter,sans-serif;background:url(data:a;b)}</style><p>x</p>",
        "<style>@media (max-width:9px){p{color:red}}p{color:blue}</style><p>x</p>",
    ]

    @Test func stylesGoIntoElementsAsCSSInlineHasThem() async throws {
        try await PythonPeer.with(Self.script) { peer in
            for body in Self.styled + ShippedTemplates.all.keys.filter({ $0.channel == .email && $0.kind != nil && $0.locale == "en" }).map(\.name) {
                let html = try body.hasPrefix("<") ? "<html><head></head><body>\(body)</body></html>" : shipped(body)
                let ours: [Styled] = try await ask(peer, ["do": "styles", "html": .string(StyleInliner.inlined(html).html)])
                let theirs: [Styled] = try await ask(peer, ["do": "inlined", "html": .string(html)])
                #expect(ours == theirs, "\(body)")
            }
        }
    }

    /// A shipped mail before its styles are put into its elements.
    private func shipped(_ name: String) throws -> String {
        let key = TemplateKey(brand: Brand.defaultName, name: name, channel: .email, locale: "en")
        let source = try #require(TemplateSnapshot.shipped.source(key))
        let kind = try #require(key.kind)
        let cause = try SampleCauses(publicURL: #require(URL(string: "https://pitcrew.test"))).cause(of: kind, locale: "en")
        var values = cause.values
        values.merge(["link": "https://pitcrew.test", "language": "en", "direction": "ltr", "brand": Brand.standard.values]) { $1 }
        let formats = MessageFormats(locale: "en", zone: cause.zone)
        return try TemplateRenderer.render(try #require(try TemplateSnapshot.shipped.checked(source).html), .object(values), formats)
    }
}

/// The same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
