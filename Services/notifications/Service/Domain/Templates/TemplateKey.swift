import Contracts

/// Which template: of a brand, for a message or a fragment, on a channel, in a language.
struct TemplateKey: Codable, Sendable, Hashable {
    let brand: String
    /// A ``MessageKind``, or a fragment's own name.
    let name: String
    let channel: MessageChannel
    /// A language, or a language and a country: `de`, `de-AT`.
    let locale: String

    /// Nil for a fragment, which other templates put in.
    var kind: MessageKind? { MessageKind(rawValue: name) }

    /// `default/confirmation/email/de`.
    var text: String { "\(brand)/\(name)/\(channel.rawValue)/\(locale)" }

    /// - Throws: `ValidationError` naming the part that is none.
    func validated() throws -> TemplateKey {
        var violations: [FieldViolation] = []
        if !Self.isName(brand) { violations.append(FieldViolation("brand", Self.nameRule)) }
        if !Self.isName(name) || name == TemplateChecker.body { violations.append(FieldViolation("name", Self.nameRule)) }
        if !Self.isLocale(locale) { violations.append(FieldViolation("locale", "must be a language, or one with a country, as de or de-AT")) }
        guard violations.isEmpty else { throw ValidationError(violations) }
        return self
    }

    static let nameRule = "must be 1 to 40 of a to z, 0 to 9 and _, beginning with a letter; body is taken"

    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7a).contains(first), text.utf8.count <= 40 else { return false }
        return text.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5f }
    }

    static func isLocale(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: 0x2d, omittingEmptySubsequences: false)
        guard let language = parts.first, (2...3).contains(language.count), language.allSatisfy({ (0x61...0x7a).contains($0) }) else { return false }
        return parts.count == 1 || (parts.count == 2 && parts[1].count == 2 && parts[1].allSatisfy { (0x41...0x5a).contains($0) })
    }

    /// The locales that have a say, the best first: the reader's, the workshop's, English.
    static func locales(_ wanted: String...) -> [String] {
        var all: [String] = []
        for locale in wanted + ["en"] where !locale.isEmpty {
            let parts = locale.split { $0 == "-" || $0 == "_" }
            let language = MessageLanguage.of(locale)
            if parts.count > 1, let country = parts.last(where: { $0.utf8.count == 2 })?.uppercased() { all.append("\(language)-\(country)") }
            all.append(language)
        }
        return all
    }
}

/// A message in one language, as it is written.
struct TemplateContent: Codable, Sendable, Hashable {
    /// Of mails.
    var subject: String?
    /// Of mails.
    var html: String?
    /// Of text messages, and of mails whose text is not to be made from their HTML.
    var text: String?
    /// The fragment around a mail's HTML, which puts it in by `{{> body}}`.
    var layout: String?

    init(subject: String? = nil, html: String? = nil, text: String? = nil, layout: String? = nil) {
        (self.subject, self.html, self.text, self.layout) = (subject, html, text, layout)
    }
}
