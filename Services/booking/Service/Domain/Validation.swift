import Contracts
import Foundation

/// Collects every rule an input breaks, so that all are told at once.
struct Validation {
    private var violations: [FieldViolation] = []

    mutating func require(_ holds: Bool, _ field: String, _ rule: String) {
        if !holds { violations.append(FieldViolation(field, rule)) }
    }

    /// One line: whatever names something may come to stand in a mail's header.
    mutating func requireLine(_ text: String?, _ field: String, atMost limit: Int = 200) {
        guard let text, requireLength(text, field, limit) else { return }
        require(TextRules.isOneLine(text), field, "must be one line without control characters")
    }

    /// Text of several lines.
    mutating func requireText(_ text: String?, _ field: String, atMost limit: Int) {
        guard let text, requireLength(text, field, limit) else { return }
        require(TextRules.isText(text), field, "must not have control characters")
    }

    /// Whether the length holds. What is too long is looked at no further: it may be a megabyte.
    private mutating func requireLength(_ text: String, _ field: String, _ limit: Int) -> Bool {
        let holds = TextRules.isFilled(text, atMost: limit)
        require(holds, field, "must have 1 to \(limit) characters")
        return holds
    }

    mutating func requireHours(_ hours: [OpeningHours], _ field: String) {
        for (index, one) in hours.enumerated() {
            require((1...7).contains(one.weekday), "\(field)[\(index)].weekday", "must be 1 (Monday) to 7")
            requireRange(one.from, one.to, "\(field)[\(index)]")
        }
    }

    mutating func requireRange(_ from: String, _ to: String, _ field: String) {
        guard let start = ClockTime.minutes(from), let end = ClockTime.minutes(to) else {
            return require(false, field, "must have times as 08:00")
        }
        require(start < end, field, "must end after it begins")
    }

    mutating func requirePeriods(_ periods: [Period]?, _ field: String) {
        for (index, period) in (periods ?? []).enumerated() {
            require(period.start < period.end, "\(field)[\(index)]", "must end after it begins")
        }
    }

    mutating func requireWholeMinute(_ instant: Date?, _ field: String) {
        require(instant.map { $0.timeIntervalSince1970.truncatingRemainder(dividingBy: 60) == 0 } ?? true, field, "must be a whole minute")
    }

    /// Throws a `ValidationError` if any rule was broken.
    func finish() throws(ValidationError) {
        if !violations.isEmpty { throw ValidationError(violations) }
    }
}
