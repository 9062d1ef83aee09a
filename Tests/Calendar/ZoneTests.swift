import Contracts
import Foundation
import Testing

@testable import Calendar

@Suite struct ZoneTests {
    /// Two hours summer time, one, half an hour, none; before and behind UTC; a zone that skipped a day, one that puts clocks back for a month,
    /// one whose winter is the exception.
    private static let zones = [
        "Europe/Berlin", "America/New_York", "Asia/Dubai", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "Africa/Casablanca",
        "Europe/Dublin", "Asia/Kathmandu", "Pacific/Chatham", "Antarctica/Troll", "UTC",
    ]

    private static func event(_ start: Date, _ end: Date, _ zone: TimeZone) -> CalendarEvent {
        CalendarEvent(
            uid: "a@b", sequence: 1, status: .confirmed, start: start, end: end, zone: zone, summary: "s", description: "d", location: "l",
            created: start, modified: start, stamp: start
        )
    }

    /// Around every change of the clocks in the years, and now and then between.
    private static func instants(_ zone: TimeZone, years: ClosedRange<Int>) -> [Date] {
        let begin = Date(timeIntervalSince1970: Double(CivilDate.count(year: years.lowerBound, month: 1, day: 1)) * 86_400)
        let hours = (0..<(years.count * 8_766)).map { begin.addingTimeInterval(Double($0) * 3_600) }
        // Found by looking at every hour, not as the code under test does.
        let changes = hours.filter { zone.secondsFromGMT(for: $0) != zone.secondsFromGMT(for: $0.addingTimeInterval(3_600)) }
        let near = changes.flatMap { change in [-7_200, -3_600, 0, 1_800, 3_540, 3_600, 5_400, 7_200, 10_800].map { change.addingTimeInterval($0) } }
        return near + stride(from: 0, to: hours.count, by: 24 * 37).map { hours[$0] }
    }

    @Test(arguments: [2009...2012, 2024...2038])
    func everyTimeIsReadAsItWasMeant(_ years: ClosedRange<Int>) async throws {
        var (documents, meant): ([CalendarDocument], [[String]]) = ([], [])
        let form = ISO8601DateFormatter()
        for zone in Self.zones.compactMap(TimeZone.init(identifier:)) {
            for start in Self.instants(zone, years: years) {
                let end = start.addingTimeInterval(5_400)
                documents.append(CalendarDocument(method: .publish, events: [Self.event(start, end, zone)]))
                meant.append([start, end].map { form.string(from: $0).replacing("Z", with: "+00:00") })
            }
        }
        #expect(documents.count > 1_000)
        let read = try await ReadCalendar.read(documents)
        let wrong = zip(zip(documents, read), meant).filter { pair, meant in
            pair.1.events.first?.start != [meant[0], meant[0]] || pair.1.events.first?.end != [meant[1], meant[1]] || !pair.1.errors.isEmpty
        }
        #expect(wrong.isEmpty, "\(wrong.count) of \(documents.count): \(wrong.first?.1 ?? []) \(wrong.first?.0.0.text ?? "")")
        #expect(read.allSatisfy { $0.observances.allSatisfy { $0.contains("STANDARD") } })
    }

    @Test func aFeedHasEachZoneOnceForAllOfItsTime() async throws {
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        let dubai = try #require(TimeZone(identifier: "Asia/Dubai"))
        let starts = (0..<24).map { Date(timeIntervalSince1970: 1_767_225_600 + Double($0) * 30 * 86_400) }
        let events = starts.flatMap { [Self.event($0, $0 + 3_600, berlin), Self.event($0, $0 + 3_600, dubai)] }
        let read = try await ReadCalendar.read(CalendarDocument(method: .publish, events: events))
        #expect(read.observances.count == 2)
        let form = ISO8601DateFormatter()
        for (event, start) in zip(read.events, starts.flatMap { [$0, $0] }) {
            let meant = form.string(from: start).replacing("Z", with: "+00:00")
            #expect(event.start == [meant, meant])
        }
    }

    /// Outlook takes the latest of each kind.
    @Test func noChangeOfTheClocksAfterTheEventIsTold() throws {
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        let july = try #require(Timestamp.parse("2026-07-01T10:00:00+02:00"))
        let zone = ZoneObservances(berlin, first: july, last: july + 3_600)
        #expect(zone.all.map(\.isDaylight) == [false, true])
        #expect(zone.all.map { Timestamp.text($0.onset) } == ["2025-10-26T01:00:00.000Z", "2026-03-29T01:00:00.000Z"])
    }

    @Test func theSecondOfTwoEqualLocalTimesIsWrittenInUTC() throws {
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        let second = try #require(Timestamp.parse("2026-10-25T02:30:00+01:00"))
        let lines = CalendarDocument(method: .publish, events: [Self.event(second, second + 3_600, berlin)]).text
        #expect(lines.contains("\r\nDTSTART:20261025T013000Z\r\nDTEND:20261025T023000Z\r\n"))
        let first = second.addingTimeInterval(-3_600)
        let local = CalendarDocument(method: .publish, events: [Self.event(first, first + 1_200, berlin)]).text
        #expect(local.contains("\r\nDTSTART;TZID=Europe/Berlin:20261025T023000\r\n"))
    }
}
