import Contracts
import Foundation
import Testing

@Suite struct TextRulesTests {
    @Test(arguments: ["a@b.de", "a.b+c@sub.example.org", "O'Neil@xn--mnchen-3ya.de", "1@2.3"])
    func anAddressThatMailReachesIsTaken(text: String) { #expect(TextRules.isPublicMailbox(text)) }

    @Test(arguments: ["", "a", "@", "a@", "@b.de", "ä@b.de", "a@bä.de", "a@b..de", ".a@b.de", "a.@b.de", "a@b.de.", "a@-b.de", "a@@b.de", "a b@c.de",
        "a@b.de\r\nBcc: c@d.de", "\"a\"@b.de", "a@[127.0.0.1]", "root@localhost"])
    func anyOtherIsNot(text: String) { #expect(!TextRules.isPublicMailbox(text)) }

    @Test(arguments: [
        ("", true), ("Zoë", true), ("a" + String(repeating: "\u{301}", count: 30), true), ("a" + String(repeating: "\u{301}", count: 31), false),
        (String(repeating: "a\u{301}", count: 1000), true), (String(repeating: "\u{301}\u{323}", count: 100_000), false),
    ])
    func marksPileUpOnlySoFar(text: String, holds: Bool) { #expect(TextRules.isStreamSafe(text) == holds) }

    @Test func aMailboxOfThisMachineIsOne() { #expect(TextRules.isMailbox("root@localhost")) }

    @Test(arguments: [("Zoë Müller", true), ("", true), ("a\nb", false), ("a\tb", false), ("a\u{7f}", false), ("a\u{85}b", false), ("a\0", false)])
    func oneLineHasNoControlCharacters(text: String, holds: Bool) { #expect(TextRules.isOneLine(text) == holds) }
}
