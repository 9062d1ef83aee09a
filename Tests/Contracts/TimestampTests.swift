import Contracts
import Foundation
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("2026-03-29T06:00:00.000Z", 1_774_764_000.0), ("1970-01-01T00:00:00.000Z", 0), ("1969-12-31T23:59:59.500Z", -0.5),
        ("2000-02-29T12:30:15.123Z", 951_827_415.123), ("0001-01-01T00:00:00.000Z", -62_135_596_800),
    ])
    func writesAndReadsTheSameInstant(text: String, seconds: Double) throws {
        #expect(Timestamp.text(Date(timeIntervalSince1970: seconds)) == text)
        #expect(abs(try #require(Timestamp.parse(text)).timeIntervalSince1970 - seconds) < 0.0005)
    }

    @Test(arguments: ["2026-03-29T08:00:00+02:00", "2026-03-29t06:00:00z", "2026-03-29 06:00:00.0Z", "2026-03-29T00:00:00-06:00"])
    func readsEveryOffset(text: String) {
        #expect(Timestamp.parse(text) == Date(timeIntervalSince1970: 1_774_764_000))
    }

    @Test(arguments: [
        "", "2026-03-29", "2026-03-29T06:00:00", "2026-02-30T06:00:00Z", "2026-13-01T06:00:00Z", "2026-03-29T24:00:00Z",
        "2026-03-29T06:60:00Z", "2026-03-29T06:00:00.Z", "2026-03-29T06:00:00+2:00", "2026-03-29T06:00:00Zx",
        "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "٢٠٢٦-03-29T06:00:00Z",
    ])
    func refusesWhatIsNoDateTime(text: String) {
        #expect(Timestamp.parse(text) == nil)
    }

    @Test func everyDayOfFourCenturiesRoundTrips() {
        for days in stride(from: -146_097, through: 146_097, by: 1) {
            let date = LocalDate(daysSince1970: days)
            #expect(date.daysSince1970 == days)
            if days % 997 == 0 { #expect(LocalDate(date.description) == date) }
        }
        #expect(LocalDate(year: 2026, month: 11, day: 21)?.weekday == 6)
    }
}

@Suite struct IdentifierTests {
    @Test func versionFiveMatchesTheRFCsExample() {
        // RFC 9562, appendix A.4: the DNS namespace and www.example.com.
        let dns = UUID(uuidString: "6ba7b810-9dad-11d1-80b4-00c04fd430c8")
        #expect(dns.map { UUID.v5(namespace: $0, name: "www.example.com").text } == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }

    @Test func versionSevenGrowsWithTimeAndCarriesItsVersion() {
        struct Fixed: WallClock {
            let date: Date
            func now() -> Date { date }
        }
        let early = UUIDv7Generator(clock: Fixed(date: Date(timeIntervalSince1970: 1000))).next()
        let late = UUIDv7Generator(clock: Fixed(date: Date(timeIntervalSince1970: 1000.001))).next()
        #expect(early.text < late.text)
        #expect(Array(early.text)[14] == "7")
        #expect("89ab".contains(Array(early.text)[19]))
    }
}
