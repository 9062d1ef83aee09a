import Contracts
import Foundation
import Scheduling
import Testing

@Suite struct DayFrameTests {
    struct Case: Sendable {
        let zone: String
        let date: String
        let length: Int
        /// Minutes open when the hours are 01:30 to 03:15.
        let open: Int
    }

    @Test(arguments: [
        Case(zone: "Europe/Berlin", date: "2026-03-28", length: 1_440, open: 105),
        Case(zone: "Europe/Berlin", date: "2026-03-29", length: 1_380, open: 45),
        Case(zone: "Europe/Berlin", date: "2026-10-25", length: 1_500, open: 165),
        Case(zone: "Australia/Lord_Howe", date: "2026-04-05", length: 1_470, open: 135),
        Case(zone: "Australia/Lord_Howe", date: "2026-10-04", length: 1_410, open: 75),
        Case(zone: "Asia/Dubai", date: "2026-03-29", length: 1_440, open: 105),
        Case(zone: "America/New_York", date: "2026-03-08", length: 1_380, open: 45),
        Case(zone: "Antarctica/Troll", date: "2026-10-25", length: 1_560, open: 195),
        Case(zone: "Pacific/Apia", date: "2011-12-30", length: 0, open: 0),
    ])
    func aDayIsAsLongAsItReallyWas(_ row: Case) throws {
        let zone = try #require(TimeZone(identifier: row.zone))
        let frame = DayFrame(try #require(LocalDate(row.date)), in: zone)
        #expect(frame.length == row.length)
        #expect(frame.mask(of: WallRange(90, 195)).count == row.open)
    }

    @Test(arguments: ["Europe/Berlin", "Australia/Lord_Howe", "Asia/Dubai", "America/New_York", "Pacific/Apia"])
    func daysFollowEachOtherWithoutGapOrOverlap(_ name: String) throws {
        let zone = try #require(TimeZone(identifier: name))
        let first = try #require(LocalDate(year: 2009, month: 1, day: 1))
        var end = DayFrame(first, in: zone).start
        for offset in 0..<3_000 {
            let frame = DayFrame(first.adding(days: offset), in: zone)
            guard frame.length > 0 else { continue }
            #expect(frame.start == end, "\(frame.date)")
            end = frame.start + frame.length
        }
    }

    @Test func theDisplayGridFollowsTheWallClock() throws {
        let zone = try #require(TimeZone(identifier: "Australia/Lord_Howe"))
        let frame = DayFrame(try #require(LocalDate("2026-10-04")), in: zone)
        let hours = frame.grid(every: 60).minutes
        #expect(hours.prefix(4) == [0, 60, 150, 210], "02:00 is skipped to 02:30, so 03:00 comes 30 minutes early")
    }

    @Test func aDateThatTheClockLeftAndEnteredAgainOwnsOnlyItsOwnMinutes() throws {
        let zone = try #require(TimeZone(identifier: "America/St_Johns"))
        let frame = DayFrame(try #require(LocalDate("2010-11-07")), in: zone)
        #expect(frame.mask(of: WallRange(0, 1_440)).count == 1_441)
        #expect(frame.length == 1_500, "one minute, then 59 of the day before once more, then the whole day")
    }
}
