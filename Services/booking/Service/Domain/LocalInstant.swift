import Contracts
import Foundation

/// Reads times as calendars write them.
enum LocalInstant {
    /// RFC 3339, `2026-03-03T10:00[:00]`, `2026-03-03 10:00`, `20260303T100000[Z]`; without a zone by the clocks of `zone`. Nil for what is none,
    /// and for a time that the clocks there skip.
    static func read(_ text: String, in zone: TimeZone) -> Date? {
        if let instant = Timestamp.parse(text) { return instant }
        let isUTC = text.hasSuffix("Z")
        let digits = text.utf8.filter { (48...57).contains($0) }.map { Int($0) - 48 }
        let isPlain = text.utf8.allSatisfy { (48...57).contains($0) || "-:T Z".utf8.contains($0) }
        guard isPlain, digits.count == 12 || digits.count == 14 else { return nil }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        let seconds = digits.count == 14 ? number(12..<14) : 0
        guard let day = LocalDate(year: number(0..<4), month: number(4..<6), day: number(6..<8)), number(8..<10) < 24, number(10..<12) < 60,
            seconds < 60
        else { return nil }
        let wall = day.daysSince1970 * 86_400 + number(8..<10) * 3_600 + number(10..<12) * 60 + seconds
        return isUTC ? Date(timeIntervalSince1970: Double(wall)) : instant(wall, in: zone)
    }

    /// The first instant at which clocks show that many seconds since 1970.
    static func instant(_ wall: Int, in zone: TimeZone) -> Date? {
        // No zone changes its clocks twice within two days.
        let offsets = [-86_400, 86_400].map { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(wall + $0))) }
        let candidates = Set(offsets).map { (Date(timeIntervalSince1970: Double(wall - $0)), $0) }
        return candidates.filter { zone.secondsFromGMT(for: $0.0) == $0.1 }.map(\.0).min()
    }
}
