import Foundation

/// Reads and writes RFC 3339 date-times without a formatter object, the same on every thread and in every locale.
public enum Timestamp {
    private static let daySeconds = 86_400

    /// UTC with milliseconds, as `2026-03-29T06:00:00.000Z`. Instants are rounded to the nearest millisecond.
    public static func text(_ date: Date) -> String { String(decoding: utf8(date), as: UTF8.self) }

    /// The bytes of `text`.
    static func utf8(_ date: Date) -> [UInt8] {
        var text = [UInt8]()
        text.reserveCapacity(24)
        write(date, to: &text)
        return text
    }

    static func write(_ date: Date, to text: inout [UInt8]) {
        let bounded = min(max(date.timeIntervalSince1970, -62_135_596_800), 253_402_300_799.999)
        let total = Int((bounded * 1000).rounded())
        let seconds = total.floorDivided(by: 1000)
        let days = seconds.floorDivided(by: daySeconds)
        let (year, month, day) = CivilDate.fromDays(days)
        let rest = seconds - days * daySeconds
        appendPair(year / 100, to: &text)
        appendPair(year % 100, to: &text)
        text.append(UInt8(ascii: "-"))
        appendPair(month, to: &text)
        text.append(UInt8(ascii: "-"))
        appendPair(day, to: &text)
        text.append(UInt8(ascii: "T"))
        appendPair(rest / 3600, to: &text)
        text.append(UInt8(ascii: ":"))
        appendPair(rest / 60 % 60, to: &text)
        text.append(UInt8(ascii: ":"))
        appendPair(rest % 60, to: &text)
        text.append(UInt8(ascii: "."))
        let milliseconds = total - seconds * 1000
        text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: milliseconds / 100))
        appendPair(milliseconds % 100, to: &text)
        text.append(UInt8(ascii: "Z"))
    }

    /// The instant of an RFC 3339 date-time, or nil where the text is none: wrong shape, no offset, or a day that does not exist.
    /// A leap second (`:60`) counts as the second after it.
    public static func parse(_ text: String) -> Date? { text.utf8.count <= DigitReader.longest ? parse(Array(text.utf8)[...]) : nil }

    static func parse(_ text: ArraySlice<UInt8>) -> Date? {
        var reader = DigitReader(text)
        guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2), reader.skip("-"),
            let day = reader.digits(2), reader.skip("T") || reader.skip("t") || reader.skip(" "),
            let hour = reader.digits(2), reader.skip(":"), let minute = reader.digits(2), reader.skip(":"),
            let second = reader.digits(2), hour < 24, minute < 60, second <= 60,
            let days = CivilDate.days(year: year, month: month, day: day),
            let fraction = reader.fraction(), let offset = reader.offset(), reader.isAtEnd
        else { return nil }
        let instant = Double(days * daySeconds + hour * 3600 + minute * 60 + second - offset) + fraction
        // Offset and rounding to milliseconds must not lead out of the years that can be written.
        guard instant >= -62_135_596_800, instant < 253_402_300_799.9995 else { return nil }
        return Date(timeIntervalSince1970: instant)
    }

    private static func appendPair(_ value: Int, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10))
        text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
    }
}

/// Takes an RFC 3339 text apart, byte by byte.
private struct DigitReader {
    /// What is longer is no date-time.
    static let longest = 63

    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ text: ArraySlice<UInt8>) {
        bytes = text
        position = text.startIndex
    }

    var isAtEnd: Bool { position == bytes.endIndex }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.endIndex, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func digits(_ count: Int) -> Int? {
        guard position + count <= bytes.endIndex else { return nil }
        var value = 0
        for byte in bytes[position..<position + count] {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        position += count
        return value
    }

    mutating func fraction() -> Double? {
        guard skip(".") else { return 0 }
        var (value, scale, count) = (0.0, 0.1, 0)
        while let digit = digits(1) {
            value += Double(digit) * scale
            scale /= 10
            count += 1
        }
        return (1...9).contains(count) ? value : nil
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let sign = skip("+") ? 1 : skip("-") ? -1 : 0
        guard sign != 0, let hours = digits(2), skip(":"), let minutes = digits(2), hours < 24, minutes < 60 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}

extension Int {
    /// Division that rounds towards negative infinity, as calendars before 1970 need.
    func floorDivided(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
