import Foundation
import Testing

@testable import Notifications

/// A hundred thousand damaged templates: none traps or hangs, and each is taken or told what is wrong, and where.
@Suite(.timeLimit(.minutes(10))) struct TemplateMutationTests {
    private static let workers = 2
    private static let each = 100_000 / workers
    private static let pieces = [
        "{{", "}}", "{{{", "{{#", "{{^", "{{/", "{{>", "|", "\"", "=", ".", "..", "<", ">", "<style>", "</style>", "<!--", "-->", "'", "{{#note}}",
        "{{/note}}", "{{.}}", "{{services}}", "{{> visit}}", "{{> body}}", "{{#services}}", "{{name}}", "{{link}}", "{{customer.name}}", " is ", "\n",
        "\r\n", "\u{301}", "😀", "ع", "\u{0}", "\u{202e}", "&#x110000;", "javascript:", " style=\"", "<a href=\"", "<p title='", "{{brand.colour}}",
        "{{price | money}}", "@media{", "}", "/*", "datetime zone=\"", "plural",
    ]

    @Test(arguments: 0..<workers) func aDamagedTemplateIsTakenOrToldWhere(worker: Int) async throws {
        var random = Mixed(state: UInt64(worker))
        let originals = ShippedTemplates.all.filter { $0.key.kind != nil && $0.key.channel == .email }.sorted { $0.key.text < $1.key.text }
        for round in 0..<Self.each {
            let (key, content) = originals[Int.random(in: 0..<originals.count, using: &random)]
            guard let kind = key.kind, let html = content.html else { continue }
            let damaged = TemplateContent(subject: content.subject, html: Self.damaged(html, &random))
            #expect(throws: Never.self, "\(damaged.html ?? "")") { try TemplateProperty.check(damaged, kind, key, isRendered: round % 8 == 0) }
            if round % 100 == 0 { await Task.yield() }
        }
    }

    private static func damaged(_ text: String, _ random: inout Mixed) -> String {
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

    /// The same numbers for the same seed (SplitMix64).
    private struct Mixed: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
    }
}
