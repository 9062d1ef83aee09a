import Foundation

/// Reads `timestamptz`, `timestamp` (taken as UTC) and `date` (its midnight in UTC).
extension Date: PostgresDecodable {
    public static func decode(_ text: Span<UInt8>) throws(PostgresDecodingFailure) -> Date { try TimestampText.read(text) }
}

extension UUID: PostgresDecodable {
    public static func decode(_ text: Span<UInt8>) throws(PostgresDecodingFailure) -> UUID {
        guard text.count == 36, text[8] == dash, text[13] == dash, text[18] == dash, text[23] == dash else { throw .malformed }
        func half(_ range: Range<Int>) -> UInt64? {
            var value: UInt64 = 0
            for index in range where text[index] != dash {
                guard let digit = BytesText.digit(text[index]) else { return nil }
                value = value << 4 | UInt64(digit)
            }
            return value
        }
        guard let high = half(0..<18), let low = half(19..<36) else { throw .malformed }
        func byte(_ value: UInt64, _ index: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: value >> (56 - index * 8)) }
        return UUID(uuid: (
            byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3),
            byte(high, 4), byte(high, 5), byte(high, 6), byte(high, 7),
            byte(low, 0), byte(low, 1), byte(low, 2), byte(low, 3),
            byte(low, 4), byte(low, 5), byte(low, 6), byte(low, 7)
        ))
    }

    private static var dash: UInt8 { UInt8(ascii: "-") }
}

/// Reads `bytea`; a lone byte is a number.
extension UInt8: PostgresDecodable {
    public static func decode(array text: Span<UInt8>) throws(PostgresDecodingFailure) -> [UInt8] {
        guard let bytes = BytesText.read(text) else { throw .malformed }
        return bytes
    }
}

/// Reads `bytea`.
extension Data: PostgresDecodable {
    public static func decode(_ text: Span<UInt8>) throws(PostgresDecodingFailure) -> Data {
        Data(try [UInt8].decode(text))
    }
}
