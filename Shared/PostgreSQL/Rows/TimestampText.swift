import Contracts
import Foundation

/// Times in PostgreSQL's ISO form, UTC, to the microsecond, without a formatter.
enum TimestampText {
    /// 0001-01-01 and 10000-01-01, in microseconds of 1970.
    private static let supported = -62_135_596_800_000_000 ..< 253_402_300_800_000_000

    static func write(_ date: Date, into text: inout ParameterText) {
        let exact = (date.timeIntervalSinceReferenceDate * 1_000_000).rounded()
        guard exact.magnitude < 1e18 else { return text.refuse("not a time of the years 1 to 9999") }
        let microseconds = Int(exact) + referenceSeconds * 1_000_000
        guard supported.contains(microseconds) else { return text.refuse("not a time of the years 1 to 9999") }
        let (seconds, fraction) = floorDivided(microseconds, 1_000_000)
        let (days, secondOfDay) = floorDivided(seconds, 86_400)
        let (year, month, day) = CivilDate.fromDays(days)
        write(year, width: 4, "-", into: &text)
        write(month, width: 2, "-", into: &text)
        write(day, width: 2, " ", into: &text)
        write(secondOfDay / 3600, width: 2, ":", into: &text)
        write(secondOfDay / 60 % 60, width: 2, ":", into: &text)
        write(secondOfDay % 60, width: 2, ".", into: &text)
        write(fraction, width: 6, "+", into: &text)
        text.append("00")
    }

    /// `YYYY-MM-DD`, then perhaps ` HH:MM:SS`, a fraction and an offset. Infinite times and times before Christ have no `Date`.
    static func read(_ text: Span<UInt8>) throws(PostgresDecodingFailure) -> Date {
        guard text.count >= 8 else { throw .malformed }
        guard text[0] != UInt8(ascii: "i"), text[0] != UInt8(ascii: "-"), text[text.count - 1] != UInt8(ascii: "C") else {
            throw .outOfRange
        }
        var position = 0
        let year = try number(text, &position)
        try skip(text, &position, "-")
        let month = try number(text, &position)
        try skip(text, &position, "-")
        let day = try number(text, &position)
        guard (1...12).contains(month), (1...31).contains(day) else { throw .malformed }
        // PostgreSQL's last years, to 294276, are more microseconds than an integer has room for.
        guard year < 290_000 else { throw .outOfRange }
        var microseconds = CivilDate.count(year: year, month: month, day: day) * 86_400_000_000
        if position < text.count { microseconds += try timeOfDay(text, &position) }
        guard position == text.count else { throw .malformed }
        return Date(timeIntervalSinceReferenceDate: Double(microseconds - referenceSeconds * 1_000_000) / 1_000_000)
    }

    private static func timeOfDay(_ text: Span<UInt8>, _ position: inout Int) throws(PostgresDecodingFailure) -> Int {
        try skip(text, &position, " ")
        var seconds = try number(text, &position) * 3600
        try skip(text, &position, ":")
        seconds += try number(text, &position) * 60
        try skip(text, &position, ":")
        seconds += try number(text, &position)
        var fraction = 0
        if position < text.count, text[position] == UInt8(ascii: ".") {
            position += 1
            let start = position
            fraction = try number(text, &position)
            for _ in 0..<max(0, 6 - (position - start)) { fraction *= 10 }
        }
        seconds -= try offset(text, &position)
        guard seconds.magnitude <= 2 * 86_400, fraction < 1_000_000 else { throw .malformed }
        return seconds * 1_000_000 + fraction
    }

    /// `+02`, `-03:30` or nothing, in seconds.
    private static func offset(_ text: Span<UInt8>, _ position: inout Int) throws(PostgresDecodingFailure) -> Int {
        guard position < text.count else { return 0 }
        let sign = text[position] == UInt8(ascii: "-") ? -1 : 1
        position += 1
        var seconds = try number(text, &position) * 3600
        var unit = 60
        while position < text.count, unit > 0 {
            try skip(text, &position, ":")
            seconds += try number(text, &position) * unit
            unit /= 60
        }
        return seconds * sign
    }

    /// The digits from here on, at most nine.
    private static func number(_ text: Span<UInt8>, _ position: inout Int) throws(PostgresDecodingFailure) -> Int {
        let start = position
        while position < text.count, position - start < 9, text[position] &- 0x30 <= 9 { position += 1 }
        guard let value: Int = DecimalText.digits(text, from: start, to: position) else { throw .malformed }
        return value
    }

    private static func skip(
        _ text: Span<UInt8>, _ position: inout Int, _ expected: Unicode.Scalar
    ) throws(PostgresDecodingFailure) {
        guard position < text.count, text[position] == UInt8(ascii: expected) else { throw .malformed }
        position += 1
    }

    private static func write(_ value: Int, width: Int, _ end: Unicode.Scalar, into text: inout ParameterText) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        while divisor > 0 {
            text.bytes.append(0x30 + UInt8(value / divisor % 10))
            divisor /= 10
        }
        text.bytes.append(UInt8(ascii: end))
    }

    private static func floorDivided(_ value: Int, _ divisor: Int) -> (quotient: Int, remainder: Int) {
        let remainder = value % divisor
        return remainder < 0 ? (value / divisor - 1, remainder + divisor) : (value / divisor, remainder)
    }

    private static let referenceSeconds = 978_307_200  // 2001-01-01 of 1970
}
