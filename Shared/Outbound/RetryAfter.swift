import FoundationEssentials

/// The `Retry-After` field (RFC 9110 section 10.2.3).
public enum RetryAfter {
    /// No server makes us wait longer than this.
    public static let longest = Duration.seconds(24 * 3600)

    /// The wait that `value` asks for: a number of seconds or an HTTP date; nil for anything else. Never negative, and never
    /// more than ``longest``.
    public static func parse(_ value: String, now: Date) -> Duration? {
        let text = Substring(value).trimmingWhitespace()
        guard !text.isEmpty else { return nil }
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return Int(text).map { min(.seconds($0), longest) } ?? longest
        }
        // Every form of a date names its month; a date without is something else.
        guard text.contains(where: \.isLetter), let date = HTTPDate.parse(text) else { return nil }
        return max(.zero, min(.seconds(date.timeIntervalSince(now)), longest))
    }
}
