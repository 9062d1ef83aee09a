/// Lower-case hexadecimal, as trace context and OTLP write ids.
enum Hex {
    /// Two digits; nil for anything but lower-case hexadecimal.
    static func byte(_ digits: ArraySlice<UInt8>) -> UInt8? {
        digits.reduce(into: UInt8?.some(0)) { value, digit in
            guard let high = value, let low = nibble(digit) else { return value = nil }
            value = high << 4 | low
        }
    }

    /// An id of these digits; nil when one is not lower-case hexadecimal or all are zero.
    static func id(_ digits: ArraySlice<UInt8>) -> String? {
        guard digits.allSatisfy({ nibble($0) != nil }), digits.contains(where: { $0 != UInt8(ascii: "0") }) else { return nil }
        return String(decoding: digits, as: UTF8.self)
    }

    /// 16 digits for each word.
    static func digits(_ words: UInt64...) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity(words.count * 16)
        for word in words {
            for shift in stride(from: 60, through: 0, by: -4) { digits.append(digit(UInt8(word >> UInt64(shift) & 0xF))) }
        }
        return String(decoding: digits, as: UTF8.self)
    }

    private static func digit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
