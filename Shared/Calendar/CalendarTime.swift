import Contracts
import Foundation

/// Instants and offsets in the form of iCalendar (RFC 5545, sections 3.3.5 and 3.3.14).
enum CalendarTime {
    /// `20260330T070000Z`.
    static func utc(_ instant: Date) -> String { local(instant, offset: 0) + "Z" }

    /// `20260330T090000`: what a clock shows that is that many seconds ahead of UTC.
    static func local(_ instant: Date, offset: Int) -> String {
        let seconds = Int(instant.timeIntervalSince1970.rounded(.down)) + offset
        let day = Int((Double(seconds) / 86_400).rounded(.down))
        let (date, time) = (CivilDate.fromDays(day), seconds - day * 86_400)
        return padded(date.year, 4) + padded(date.month) + padded(date.day) + "T" + padded(time / 3_600) + padded(time / 60 % 60)
            + padded(time % 60)
    }

    /// `+0100`, with seconds where there are any: some zones had them before clocks were set together.
    static func offset(_ seconds: Int) -> String {
        let (sign, size) = (seconds < 0 ? "-" : "+", abs(seconds))
        return sign + padded(size / 3_600) + padded(size / 60 % 60) + (size % 60 == 0 ? "" : padded(size % 60))
    }

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
