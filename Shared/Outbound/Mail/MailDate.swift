import Contracts
import FoundationEssentials

/// The date of a message (RFC 5322 section 3.3), in UTC and independent of any locale.
enum MailDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    static func render(_ date: Date) -> String {
        // The years 1900 to 9999: what the form can write.
        let seconds = Int(min(max(date.timeIntervalSince1970, -2_208_988_800), 253_402_300_799).rounded(.down))
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let time = seconds - day * 86_400
        let (year, month, dayOfMonth) = CivilDate.fromDays(day)
        let clock = [time / 3600, time / 60 % 60, time % 60].map(twoDigits).joined(separator: ":")
        return "\(days[((day % 7) + 7) % 7]), \(dayOfMonth) \(months[month - 1]) \(year) \(clock) +0000"
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
