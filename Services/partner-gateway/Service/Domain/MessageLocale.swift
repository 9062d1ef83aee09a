import Contracts

/// The language that a message is wished in, as a tag of BCP 47.
enum MessageLocale {
    /// English where nothing is wished.
    /// - Throws: `ValidationError`.
    static func validated(_ locale: String?) throws -> String {
        guard let locale else { return "en" }
        guard (2...35).contains(locale.utf8.count), locale.utf8.allSatisfy({ $0 == 0x2d || TextRules.isAlphanumeric($0) }) else {
            throw ValidationError([FieldViolation("locale", "must be a language tag, as de or pt-BR")])
        }
        return locale
    }
}
