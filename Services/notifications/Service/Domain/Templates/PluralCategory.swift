/// The plural forms of a language, for whole numbers (Unicode CLDR, "Language Plural Rules").
enum PluralCategory: String, Sendable, Hashable, CaseIterable {
    case zero, one, two, few, many, other

    /// The forms that a language tells apart; one and other, as in English and German, where its rules are not known here.
    static func all(in language: String) -> Set<PluralCategory> { language == "ar" ? Set(allCases) : [.one, .other] }

    static func of(_ number: Int, in language: String) -> PluralCategory {
        let count = number.magnitude
        guard language == "ar" else { return count == 1 ? .one : .other }
        switch (count, count % 100) {
        case (0, _): return .zero
        case (1, _): return .one
        case (2, _): return .two
        case (_, 3...10): return .few
        case (_, 11...99): return .many
        default: return .other
        }
    }
}
