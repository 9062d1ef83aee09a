/// Placeholders to try in turn, for types that check what they are given.
enum Candidates {
    private static let texts = [
        "", "a", "2026-01-01", "2026-01-01T00:00:00Z", "08:00", "00000000-0000-0000-0000-000000000000", "a@example.org",
        "https://example.org/", "EUR", "DE", "en", "Europe/Berlin", "+49301234567", "WVWZZZ1JZXW000001",
    ]

    /// The first result that is not an error.
    static func firstAccepted<T>(_ attempt: (_ text: String, _ number: Int) throws -> T) throws -> T {
        do { return try attempt("", 0) } catch let first {
            for text in texts {
                if let result = try? attempt(text, 1) { return result }
            }
            throw first
        }
    }
}
