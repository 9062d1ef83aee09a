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
        for byte in bytes { text.appendHexadecimal(byte) }
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
            guard let high = digit(text[index]), let low = digit(text[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
            index += 2
        }
        return bytes
    }

    static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x41...0x46: character - 0x41 + 10
        case 0x61...0x66: character - 0x61 + 10
        default: nil
        }
    }
}
