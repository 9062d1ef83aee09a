/// Which language a person's locale asks for.
enum MessageLanguage {
    /// The primary language of a tag (BCP 47; an underscore is taken for its hyphen), in lower case; English where there is none.
    static func of(_ locale: String) -> String {
        locale.split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map { $0.lowercased() } ?? "en"
    }
}

/// What a letter says, in each of the languages there are.
protocol LetterWords: Sendable {
    var language: String { get }
    /// `ltr` or `rtl`.
    var direction: String { get }
    static var english: Self { get }
    /// English among them.
    static var all: [Self] { get }
}

extension LetterWords {
    /// The words of a person's language, English where there are none.
    static func of(_ locale: String) -> Self {
        let language = MessageLanguage.of(locale)
        return all.first { $0.language == language } ?? english
    }
}
