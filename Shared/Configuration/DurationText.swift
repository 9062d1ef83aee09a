/// Durations as people write them in settings.
enum DurationText {
    private static let milliseconds: [(suffix: String, factor: Int64)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000),
    ]

    /// A whole number of at least zero and a unit; nil for anything else or for more than fits.
    static func parse(_ text: String) -> Duration? {
        guard let unit = milliseconds.first(where: { text.hasSuffix($0.suffix) }) else { return nil }
        let digits = text.dropLast(unit.suffix.count)
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int64(digits) else {
            return nil
        }
        let (total, overflow) = count.multipliedReportingOverflow(by: unit.factor)
        return overflow ? nil : .milliseconds(total)
    }
}
