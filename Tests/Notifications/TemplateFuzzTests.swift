import Contracts
import Foundation
import Testing

@testable import Notifications

/// A hundred thousand damaged templates: none traps or hangs, and each is taken or told what is wrong, and where.
@Suite(.timeLimit(.minutes(5))) struct TemplateFuzzTests {
    private static let workers = 8
    private static let each = 100_000 / workers
    private static let pieces = [
        "{{", "}}", "{{{", "{{#", "{{^", "{{/", "{{>", "|", "\"", "=", ".", "..", "<", ">", "<style>", "</style>", "<!--", "-->", "'",
        "{{#note}}", "{{/note}}",
        "{{.}}", "{{services}}", "{{> visit}}", "{{> body}}", "{{#services}}", " is ", "\n", "\r\n", "\u{301}", "😀", "ع", "\u{0}", "\u{202e}",
        "&#x110000;",
        "javascript:", " style=\"", "{{brand.colour}}", "{{price | money}}", "@media{", "}", "/*", "datetime zone=\"", "plural",
    ]

    @Test(arguments: 0..<workers) func aDamagedTemplateIsTakenOrToldWhere(worker: Int) throws {
        var random = SeededGenerator(seed: UInt64(worker))
        let originals = ShippedTemplates.all.filter { $0.key.kind != nil && $0.value.html ?? $0.value.text ?? "" != "" }
            .sorted { $0.key.text < $1.key.text }
        for round in 0..<Self.each {
            let (key, content) = originals[Int.random(in: 0..<originals.count, using: &random)]
            guard let kind = key.kind else { continue }
            let isMail = key.channel == .email
            let damaged = Self.damaged(isMail ? content.html ?? "" : content.text ?? "", &random)
            let whole = isMail ? TemplateContent(subject: content.subject, html: damaged, layout: nil) : TemplateContent(text: damaged)
            do throws(TemplateInvalid) {
                let checked = try TemplateSnapshot.shipped.compiler(for: key).compile(whole, of: kind.rawValue, variables: ContractVariables.of(kind))
                // Not each: a sample is rendered, with its styles and its text.
                if round % 8 == 0 { _ = try? Self.rendered(checked, kind, key) }
            } catch {
                #expect(!error.issues.isEmpty)
                let lines = damaged.utf8.count { $0 == 0x0a } + 1
                #expect(error.issues.allSatisfy { (1...lines).contains($0.line) && $0.column >= 1 && !$0.rule.isEmpty }, "\(damaged): \(error)")
            }
        }
    }

    private static func rendered(_ template: CheckedTemplate, _ kind: MessageKind, _ key: TemplateKey) throws -> WrittenMessage {
        let source = TemplateSnapshot.Source(key: key, version: 1, content: TemplateContent())
        return try WrittenMessage(causes[kind] ?? sample(kind), source, template, .standard)
    }

    private static let causes: [MessageKind: MessageCause] = Dictionary(
        uniqueKeysWithValues: MessageKind.allCases.compactMap { kind in (try? sample(kind)).map { (kind, $0) } }
    )

    private static func sample(_ kind: MessageKind) throws -> MessageCause {
        try SampleCauses(publicURL: #require(URL(string: "https://pitcrew.test"))).cause(of: kind, locale: "en")
    }

    private static func damaged(_ text: String, _ random: inout SeededGenerator) -> String {
        var bytes = Array(text.utf8)
        // Long ones are cut, so that a hundred thousand are done in time.
        if bytes.count > 500 {
            let start = Int.random(in: 0...(bytes.count - 500), using: &random)
            bytes = Array(bytes[start..<(start + 500)])
        }
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let at = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes.insert(contentsOf: Array((pieces.randomElement(using: &random) ?? "").utf8), at: at)
            case 1: bytes.removeSubrange(at..<min(at + Int.random(in: 1...12, using: &random), bytes.count))
            case 2 where at < bytes.count: bytes[at] = UInt8.random(in: 0...255, using: &random)
            case 3 where at < bytes.count:
                let again = bytes[at..<min(at + Int.random(in: 1...40, using: &random), bytes.count)]
                bytes.insert(contentsOf: again, at: Int.random(in: 0...at, using: &random))
            default: bytes = Array(bytes[..<at])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
