import Contracts
import Foundation

/// The letter that tells a person how the way they sign in has changed, and what to do if that was not them.
struct SecurityLetter: Sendable, Hashable {
    let subject: String
    let text: String
    let html: String

    /// - Parameter accountURL: the page on which people see and end their sessions, and have their passkeys and numbers.
    init(_ change: AccountSecurityChange, accountURL: String) {
        let words = SecurityWords.of(change.locale ?? "en")
        let told = words.told(change.change)
        let label = change.label.flatMap { Self.leadsElsewhere($0) ? nil : $0 } ?? words.unnamed
        let advice = [words.calm, words.advice(change)]
        subject = told.subject
        let plain = [told.sentence.replacing("{label}", with: Self.isolated(label)), "\(words.when) \(words.time(change.at))"] + advice
        text = plain.joined(separator: "\n\n") + "\n\n\(words.action): \(accountURL)\n"
        let sentence = Letter.escaped(told.sentence).replacing("{label}", with: "<bdi>\(Letter.escaped(label))</bdi>")
        let lines = [sentence, "\(words.when) <bdi>\(Letter.escaped(words.time(change.at)))</bdi>"] + advice.map(Letter.escaped)
        html = MailPage.html(language: words.language, direction: words.direction, body: """
            \(lines.map { "<p>\($0)</p>" }.joined(separator: "\n"))
            <p><a href="\(Letter.escaped(accountURL))">\(Letter.escaped(words.action))</a></p>
            """)
    }

    /// A device tells its own name: one that mail programs would make a link of is left out.
    private static func leadsElsewhere(_ label: String) -> Bool {
        let plain = label.lowercased()
        return plain.contains("://") || plain.contains("www.")
    }

    /// A name in whatever script keeps its own direction, and leaves that of the words around it alone (FSI and PDI of UAX 9).
    private static func isolated(_ label: String) -> String { "\u{2068}\(label)\u{2069}" }
}
