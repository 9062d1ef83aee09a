import Foundation

/// A value that can be read from a column, which PostgreSQL delivers as text.
public protocol PostgresDecodable {
    /// Reads the column's text.
    static func decode(_ text: Span<UInt8>) throws(PostgresDecodingFailure) -> Self
    /// What NULL is; the default refuses it.
    static func decodeNull() throws(PostgresDecodingFailure) -> Self
    /// Reads an array of such values. The default reads an array literal.
    static func decode(array text: Span<UInt8>) throws(PostgresDecodingFailure) -> [Self]
}

/// Why a column's text is not the wanted value. Never holds the value.
public enum PostgresDecodingFailure: String, Error {
    /// The column is NULL.
    case null = "is NULL"
    /// The text has another form: the column has another type.
    case malformed = "has another form"
    /// The value does not fit, for instance an infinite time.
    case outOfRange = "is out of range"
}

extension PostgresDecodable {
    public static func decodeNull() throws(PostgresDecodingFailure) -> Self { throw .null }

    public static func decode(array text: Span<UInt8>) throws(PostgresDecodingFailure) -> [Self] {
        try ArrayText.read(text, Self.self)
    }
}

extension String: PostgresDecodable {
    public static func decode(_ text: Span<UInt8>) throws(PostgresDecodingFailure) -> String {
        guard let text = try? UTF8Span(validating: text) else { throw .malformed }
        return String(copying: text)
    }
}

extension Bool: PostgresDecodable {
    public static func decode(_ text: Span<UInt8>) throws(PostgresDecodingFailure) -> Bool {
        guard text.count == 1 else { throw .malformed }
        switch text[0] {
        case UInt8(ascii: "t"): return true
        case UInt8(ascii: "f"): return false
        default: throw .malformed
        }
    }
}

extension PostgresDecodable where Self: FixedWidthInteger {
    public static func decode(_ text: Span<UInt8>) throws(PostgresDecodingFailure) -> Self {
        guard let number = DecimalText.read(text, as: Int64.self) else { throw .malformed }
        guard let value = Self(exactly: number) else { throw .outOfRange }
        return value
    }
}

extension Int: PostgresDecodable {}
extension Int64: PostgresDecodable {}
extension Int32: PostgresDecodable {}
extension Int16: PostgresDecodable {}

extension Double: PostgresDecodable {
    /// Also reads `numeric`, as the nearest binary fraction.
    public static func decode(_ text: Span<UInt8>) throws(PostgresDecodingFailure) -> Double {
        guard let value = Double(try String.decode(text)) else { throw .malformed }
        return value
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    public static func decode(_ text: Span<UInt8>) throws(PostgresDecodingFailure) -> Wrapped? { try Wrapped.decode(text) }
    public static func decodeNull() throws(PostgresDecodingFailure) -> Wrapped? { nil }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    public static func decode(_ text: Span<UInt8>) throws(PostgresDecodingFailure) -> [Element] {
        try Element.decode(array: text)
    }
}
