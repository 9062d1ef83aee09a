import Contracts
import Foundation

/// How a language and a place say amounts and times.
struct MessageFormats: Sendable, Hashable {
    /// BCP 47.
    let locale: String
    /// IANA name: the zone of whoever reads, where it is known, else that of the place the message tells of.
    let zone: String

    enum Style: String, Sendable, Hashable, CaseIterable {
        case short, medium, long, full
    }

    /// Minor units as the currency counts them (ISO 4217).
    func money(_ money: Money) -> String {
        let digits = Self.minorDigits(money.currency)
        let amount = Decimal(sign: money.amount < 0 ? .minus : .plus, exponent: -digits, significand: Decimal(money.amount.magnitude))
        return amount.formatted(.currency(code: money.currency).precision(.fractionLength(digits)).locale(Locale(identifier: locale)))
    }

    func number(_ number: Int) -> String { number.formatted(.number.locale(Locale(identifier: locale))) }

    /// - Parameters:
    ///   - date: nil for the time alone.
    ///   - zone: another zone than the reader's.
    func text(_ instant: Date, date: Style?, time: Style?, zone other: String? = nil) -> String {
        let zone = TimeZone(identifier: other ?? zone) ?? .gmt
        let times: Date.FormatStyle.TimeStyle = switch time {
        case nil: .omitted
        case .short: .shortened
        case .medium: .standard
        case .long, .full: .complete
        }
        return instant.formatted(Date.FormatStyle(date: Self.dates(date), time: times, locale: Locale(identifier: locale), timeZone: zone))
    }

    func day(_ day: LocalDate, _ style: Style) -> String {
        let midnight = Date(timeIntervalSince1970: Double(day.daysSince1970) * 86_400)
        return text(midnight, date: style, time: nil, zone: "GMT")
    }

    private static func dates(_ style: Style?) -> Date.FormatStyle.DateStyle {
        switch style {
        case nil: .omitted
        case .short: .numeric
        case .medium: .abbreviated
        case .long: .long
        case .full: .complete
        }
    }

    static func minorDigits(_ currency: String) -> Int { digits[currency] ?? 2 }

    /// Where it is not two (ISO 4217, list one).
    private static let digits: [String: Int] = {
        let none = ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"]
        let three = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
        let pairs = none.map { ($0, 0) } + three.map { ($0, 3) } + [("CLF", 4), ("UYW", 4)]
        return Dictionary(uniqueKeysWithValues: pairs)
    }()
}
