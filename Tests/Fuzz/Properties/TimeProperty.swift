import Foundation

@testable import Contracts

/// Times, days and identifiers read from text: the same as Foundation reads them, and the same when written and read.
enum TimeProperty {
    static let check: @Sendable ([UInt8]) throws -> Void = { bytes in
        guard bytes.count <= 256 else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        try instant(text)
        try day(text)
        try identifier(text)
        var input = FuzzInput(bytes)
        try written(Double(bitPattern: input.word()))
    }

    private static func instant(_ text: String) throws {
        guard let date = Timestamp.parse(text) else { return }
        let written = Timestamp.text(date)
        guard let again = Timestamp.parse(written) else { throw Violation(description: "cannot read what was written: \(written)") }
        try demand(isNear(again, date), "another instant when written and read")
        try demand(Timestamp.text(again) == written, "written differently the second time")
        try demand(Timestamp.parse(text.lowercased()) == date, "case counts")
        try demand(text.utf8.count <= 40 && text.utf8.allSatisfy { $0 < 0x80 }, "a time that is not ASCII")
        // Foundation reads neither small letters nor a space nor leap seconds, reads a fraction only when told to, and counts days before
        // 1582-10-15 by the Julian calendar.
        guard text.contains("T"), !text.contains(":60"), !text.hasSuffix("z"), text > "1583" else { return }
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
        guard let foreign = try? style.parse(text) else { return }
        try demand(abs(foreign.timeIntervalSince(date)) < 0.001, "Foundation reads another instant: \(foreign)")
    }

    /// The same to the millisecond, as far as a Double of seconds tells instants apart: in the year 9999 by a 30,000th of a second.
    private static func isNear(_ one: Date, _ other: Date) -> Bool {
        abs(one.timeIntervalSince(other)) <= 0.000_5 + 2 * abs(one.timeIntervalSince1970).ulp
    }

    private static func written(_ seconds: Double) throws {
        guard seconds.isFinite else { return }
        let date = Date(timeIntervalSince1970: seconds)
        let text = Timestamp.text(date)
        guard let again = Timestamp.parse(text) else { throw Violation(description: "cannot read what was written: \(text)") }
        guard abs(seconds) < 6e10 else { return }
        try demand(isNear(again, date), "another instant when written and read: \(text)")
    }

    private static func day(_ text: String) throws {
        guard let day = LocalDate(text) else { return }
        try demand(day.description.utf8.elementsEqual(text.utf8), "two texts for one day")
        try demand(LocalDate(daysSince1970: day.daysSince1970) == day, "another day by its number")
        try demand(day.adding(days: 1).adding(days: -1) == day && (1...7).contains(day.weekday), "days cannot be counted")
    }

    private static func identifier(_ text: String) throws {
        let ours = UUID(utf8: text.utf8)
        let isDigit = { (byte: UInt8) in HexText.value(of: byte) != nil }
        let isOne = text.utf8.count == 36 && text.utf8.enumerated().allSatisfy { place, byte in
            [8, 13, 18, 23].contains(place) ? byte == UInt8(ascii: "-") : isDigit(byte)
        }
        try demand((ours != nil) == isOne, "an identifier by mistake, or not seen")
        // Foundation reads more: a sign for a digit, and what follows.
        guard let ours else { return }
        try demand(ours == UUID(uuidString: text), "Foundation reads another identifier")
        try demand(ours.text == text.lowercased() && UUID(utf8: ours.utf8) == ours, "an identifier is another when written and read")
    }
}
