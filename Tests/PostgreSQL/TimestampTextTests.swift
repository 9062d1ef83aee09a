import Contracts
import Foundation
import Testing

@testable import PostgreSQL

@Suite("Time text")
struct TimestampTextTests {
    private func written(_ date: Date) -> String {
        var text = ParameterText()
        TimestampText.write(date, into: &text)
        return text.refusal ?? String(decoding: text.bytes, as: UTF8.self)
    }

    private func read(_ text: String) throws -> Date { try TimestampText.read(Array(text.utf8).span) }

    @Test(arguments: [
        (0, "1970-01-01 00:00:00.000000+00"),
        (951_782_400, "2000-02-29 00:00:00.000000+00"),
        (1_774_742_400.123456, "2026-03-29 00:00:00.123456+00"),
        (-1, "1969-12-31 23:59:59.000000+00"),
        (-62_135_596_800, "0001-01-01 00:00:00.000000+00"),
        (253_402_300_799, "9999-12-31 23:59:59.000000+00"),
    ] as [(Double, String)])
    func bothWays(_ seconds: Double, _ text: String) throws {
        #expect(written(Date(timeIntervalSince1970: seconds)) == text)
        #expect(abs(try read(text).timeIntervalSince1970 - seconds) < 0.000_001)
    }

    @Test(arguments: [
        ("2026-03-29", 1_774_742_400), ("2026-03-29 02:00:00+02", 1_774_742_400), ("2026-03-29 00:00:00", 1_774_742_400),
        ("2026-03-28 20:30:00.5-03:30", 1_774_742_400.5), ("12026-01-01 00:00:00+00", 317_336_745_600),
    ] as [(String, Double)])
    func otherFormsAreRead(_ text: String, _ seconds: Double) throws {
        #expect(try read(text).timeIntervalSince1970 == seconds)
    }

    @Test(arguments: ["infinity", "-infinity", "0044-03-15 12:00:00+00 BC"])
    func whatHasNoDateIsRefused(_ text: String) {
        #expect(throws: PostgresDecodingFailure.outOfRange) { try read(text) }
    }

    @Test(arguments: [
        "", "2026", "2026-13-01", "2026-01-01T00:00:00", "2026-01-01 00:00", "2026-01-01 00:00:00+00x", "20x6-01-01",
    ])
    func otherTextIsMalformed(_ text: String) {
        #expect(throws: PostgresDecodingFailure.malformed) { try read(text) }
    }

    @Test func everyDayOfFourCenturiesKeepsItsDate() {
        var previous = (year: 1599, month: 12, day: 31)
        for days in CivilDate.count(year: 1600, month: 1, day: 1)..<CivilDate.count(year: 2000, month: 1, day: 1) {
            let date = CivilDate.fromDays(days)
            #expect(CivilDate.count(year: date.year, month: date.month, day: date.day) == days)
            #expect(date > previous)
            previous = date
        }
    }
}
