/// Which language a person's locale asks for.
enum MessageLanguage {
    /// The primary language of a tag (BCP 47; an underscore is taken for its hyphen), in lower case; English where there is none.
    static func of(_ locale: String) -> String {
        locale.split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map { $0.lowercased() } ?? "en"
    }

    /// `ltr` or `rtl`.
    static func direction(of language: String) -> String { ["ar", "he", "fa", "ur"].contains(language) ? "rtl" : "ltr" }
}
