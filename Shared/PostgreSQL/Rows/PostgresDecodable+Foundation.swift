import Contracts
import Foundation

/// Reads `timestamptz`, `timestamp` (taken as UTC) and `date` (its midnight in UTC).
extension Date: PostgresDecodable {
    public static func decode(_ text: Span<UInt8>) throws(PostgresDecodingFailure) -> Date { try TimestampText.read(text) }
}

extension UUID: PostgresDecodable {
    public static func decode(_ text: Span<UInt8>) throws(PostgresDecodingFailure) -> UUID {
        guard let id = UUID(utf8: text) else { throw .malformed }
        return id
    }
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
