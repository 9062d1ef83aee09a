import Contracts
import Foundation

/// As whom a workshop speaks.
struct Brand: Codable, Sendable, Hashable {
    /// What customers read.
    var title: String
    /// `#rrggbb`, of buttons and lines.
    var colour: String
    /// An image of the web.
    var logo: String?
    var website: String?
    /// The sender of its mails, as `Speedy <service@speedy.example>`; the service's own where absent.
    var sender: String?
    /// The language of who reads none there is a template in.
    var locale: String
    /// The workshops that speak as it.
    var workshops: [UUID]

    static let defaultName = "default"

    /// The brand of who has none.
    static let standard = Brand(title: "Pitcrew", colour: "#c2410c", locale: "en", workshops: [])

    /// - Throws: `ValidationError` with every rule it breaks, but that of its sender.
    func validated() throws -> Brand {
        var violations: [FieldViolation] = []
        func demand(_ holds: Bool, _ field: String, _ rule: String) { if !holds { violations.append(FieldViolation(field, rule)) } }
        demand(TextRules.isOneLine(title) && TextRules.isFilled(title, atMost: 200), "title", "must be one line of 1 to 200 bytes")
        demand(String.isColour(colour), "colour", "must be a colour as #c2410c")
        demand(logo.map(Self.isPage) ?? true, "logo", "must be an address that begins with https://")
        demand(website.map(Self.isPage) ?? true, "website", "must be an address that begins with https://")
        demand(TemplateKey.isLocale(locale), "locale", "must be a language, or one with a country, as de or de-AT")
        demand(workshops.count <= 1_000 && Set(workshops).count == workshops.count, "workshops", "must be at most 1000, each once")
        guard violations.isEmpty else { throw ValidationError(violations) }
        return self
    }

    private static func isPage(_ text: String) -> Bool {
        text.hasPrefix("https://") && text.utf8.count <= 500 && TextRules.isOneLine(text) && URL(string: text)?.host() != nil
    }

    /// What templates know of it.
    static let variables: [String: Variable] = [
        "title": Variable(.text), "colour": Variable(.colour), "logo": Variable(.text, isOptional: true),
        "website": Variable(.text, isOptional: true),
    ]

    var values: JSONValue {
        var values: [String: JSONValue] = ["title": .string(title), "colour": .string(colour)]
        values["logo"] = logo.map(JSONValue.string)
        values["website"] = website.map(JSONValue.string)
        return .object(values)
    }
}
