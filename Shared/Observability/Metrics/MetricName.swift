/// The names Prometheus accepts: `[a-zA-Z_:][a-zA-Z0-9_:]*`, without the colon for labels.
enum MetricName {
    static func repaired(_ name: String) -> String { repaired(name, allowing: ":") }

    /// `le` and names with two leading underscores belong to Prometheus.
    static func repairedLabel(_ name: String) -> String {
        let name = repaired(name, allowing: nil)
        return name == "le" || name.hasPrefix("__") ? "label_\(name)" : name
    }

    private static func repaired(_ name: String, allowing extra: Character?) -> String {
        let characters = name.map { character in
            character.isASCII && (character.isLetter || character.isNumber) || character == extra ? character : "_"
        }
        guard let first = characters.first, !first.isNumber else { return "_" + String(characters) }
        return String(characters)
    }
}
