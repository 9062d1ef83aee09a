import Contracts
import Foundation

/// A message in one language: subject and paragraphs with variables in double braces. There is no logic in it.
struct Template: Codable, Sendable, Hashable {
    let purpose: NotificationState.Purpose
    /// BCP 47 primary language.
    let language: String
    let subject: String
    let paragraphs: [String]
    /// The words on the button that leads to the customer's link.
    let action: String

    /// The variables a template may name.
    static let variables: Set<String> = ["name", "workshop", "address", "start", "previousStart", "services", "plate", "price"]

    /// The template for a person's language, English where there is none.
    static func of(_ purpose: NotificationState.Purpose, locale: String) -> Template {
        let language = MessageLanguage.of(locale)
        return all.first { $0.purpose == purpose && $0.language == language }
            ?? all.first { $0.purpose == purpose && $0.language == "en" }
            ?? Template(purpose: purpose, language: "en", subject: "{{workshop}}", paragraphs: ["{{start}}"], action: "Open")
    }

    /// Puts values into a text. `escape` makes them safe for where the text goes.
    static func fill(_ text: String, _ values: [String: String], escape: (String) -> String = { $0 }) -> String {
        var filled = ""
        var rest = Substring(text)
        while let open = rest.range(of: "{{"), let close = rest.range(of: "}}", range: open.upperBound..<rest.endIndex) {
            filled += rest[..<open.lowerBound] + escape(values[String(rest[open.upperBound..<close.lowerBound])] ?? "")
            rest = rest[close.upperBound...]
        }
        return filled + rest
    }
}
