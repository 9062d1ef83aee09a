import Contracts
import Foundation

/// An array of bytes is a `bytea`, not an array of numbers; a lone byte is a number.
extension UInt8: PostgresEncodable {
    public static func encode(array: [UInt8], into text: inout ParameterText) { BytesText.write(array, into: &text) }
}

/// A `bytea`.
extension Data: PostgresEncodable {
    public func encode(into text: inout ParameterText) { BytesText.write(self, into: &text) }
}

/// The `hex` form of a `bytea`.
enum BytesText {
    static func write(_ bytes: some Collection<UInt8>, into text: inout ParameterText) {
        text.append("\\x")
        text.bytes.reserveCapacity(text.bytes.count + bytes.count * 2 + 1)
        text.append(utf8: HexText.bytes(bytes))
    }

    /// nil when the text is not of that form.
    static func read(_ text: Span<UInt8>) -> [UInt8]? {
        guard text.count >= 2, text.count % 2 == 0, text[0] == UInt8(ascii: "\\"), text[1] == UInt8(ascii: "x") else {
            return nil
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2 - 1)
        var index = 2
        while index < text.count {
            guard let high = HexText.value(of: text[index]), let low = HexText.value(of: text[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
            index += 2
        }
        return bytes
    }
}
