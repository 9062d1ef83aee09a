import Foundation

/// RFC 3339 in UTC with milliseconds, without a formatter and its locale.
enum Timestamp {
    private static let earliest = -62_135_596_800_000.0
    private static let latest = 253_402_300_799_999.0

    static func rfc3339(_ date: Date) -> String {
        let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
        // Year 0001 to 9999, as RFC 3339 allows; and what is not a number must not trap.
        let total = Int64(exactly: milliseconds.isNaN ? earliest : min(max(milliseconds, earliest), latest)) ?? 0
        let (days, ofDay) = floorDivide(total, 86_400_000)
        let (year, month, day) = civil(fromDays: days)
        let (hour, minute) = (ofDay / 3_600_000, ofDay / 60_000 % 60)
        return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))T\(pad(hour, 2)):\(pad(minute, 2))"
            + ":\(pad(ofDay / 1000 % 60, 2)).\(pad(ofDay % 1000, 3))Z"
    }

    /// The Gregorian date of a day counted from 1970-01-01. After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }

    private static func floorDivide(_ value: Int64, _ by: Int64) -> (Int64, Int64) {
        let remainder = (value % by + by) % by
        return ((value - remainder) / by, remainder)
    }

    private static func pad(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
