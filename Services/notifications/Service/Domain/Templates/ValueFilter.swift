import Contracts
import Foundation

/// What a template does with a value before it is shown, checked against the value's type.
enum ValueFilter: Sendable, Hashable {
    case money, number, count
    case date(MessageFormats.Style)
    case time(MessageFormats.Style, zone: String?)
    case dateTime(MessageFormats.Style, zone: String?)
    case join(String)
    case plural([PluralCategory: String])
    case choose([String: String], other: String?)
    case fallback(String)
    case truncate(Int)

    /// - Returns: nil for nothing, and for a value that is not of the type it should be.
    func apply(_ value: JSONValue?, _ formats: MessageFormats) -> JSONValue? {
        switch self {
        case .money: return Self.money(value).map { .string(formats.money($0)) }
        case .number: return Self.int(value).map { .string(formats.number($0)) }
        case .count: return Self.list(value).map { .int($0.count) }
        case .date(let style): return Self.date(value, style, formats).map(JSONValue.string)
        case .time(let style, let zone):
            return Self.instant(value).map { .string(formats.text($0, date: nil, time: style, zone: zone)) }
        case .dateTime(let style, let zone):
            return Self.instant(value).map { .string(formats.text($0, date: style, time: .short, zone: zone)) }
        case .join(let separator):
            return Self.list(value).map { .string($0.compactMap { Self.shown($0, formats) }.joined(separator: separator)) }
        case .plural(let forms): return Self.int(value).flatMap { Self.plural($0, forms, formats) }.map(JSONValue.string)
        case .choose(let texts, let other): return value?.stringValue.flatMap { texts[$0] ?? other }.map(JSONValue.string)
        case .fallback(let text): return Self.isThere(value) ? value : .string(text)
        case .truncate(let length): return value?.stringValue.map { .string(Self.truncated($0, length)) }
        }
    }

    /// A value as text; nil for what has none.
    static func shown(_ value: JSONValue?, _ formats: MessageFormats) -> String? {
        switch value {
        case .string(let text)?: text
        case .int(let number)?: formats.number(number)
        case .double(let number)?: number.formatted(.number.locale(Locale(identifier: formats.locale)))
        case .bool?, .array?, .object?, .null?, nil: nil
        }
    }

    /// Whether a section is shown: false, 0, an amount of 0, an empty text and an empty list are nothing.
    static func isThere(_ value: JSONValue?) -> Bool {
        switch value {
        case nil, .null?: false
        case .bool(let flag)?: flag
        case .int(let number)?: number != 0
        case .double(let number)?: number != 0
        case .string(let text)?: !text.utf8.isEmpty
        case .array(let items)?: !items.isEmpty
        case .object?: money(value).map { $0.amount != 0 } ?? true
        }
    }

    private static func money(_ value: JSONValue?) -> Money? {
        guard case .object(let members)? = value, members.count == 2, case .int(let amount)? = members["amount"],
            let currency = members["currency"]?.stringValue
        else { return nil }
        return Money(amount: amount, currency: currency)
    }

    private static func int(_ value: JSONValue?) -> Int? { if case .int(let number)? = value { number } else { nil } }

    private static func list(_ value: JSONValue?) -> [JSONValue]? { if case .array(let items)? = value { items } else { nil } }

    private static func instant(_ value: JSONValue?) -> Date? { value?.stringValue.flatMap(Timestamp.parse) }

    private static func date(_ value: JSONValue?, _ style: MessageFormats.Style, _ formats: MessageFormats) -> String? {
        guard let text = value?.stringValue else { return nil }
        if let day = LocalDate(text) { return formats.day(day, style) }
        return Timestamp.parse(text).map { formats.text($0, date: style, time: nil) }
    }

    private static func plural(_ number: Int, _ forms: [PluralCategory: String], _ formats: MessageFormats) -> String? {
        let form = forms[PluralCategory.of(number, in: MessageLanguage.of(formats.locale))] ?? forms[.other]
        return form?.replacing("#", with: formats.number(number))
    }

    private static func truncated(_ text: String, _ length: Int) -> String {
        let scalars = text.unicodeScalars
        guard scalars.count > length else { return text }
        return String(String.UnicodeScalarView(scalars.prefix(length - 1))) + "…"
    }
}
