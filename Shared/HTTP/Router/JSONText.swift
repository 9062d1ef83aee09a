/// Looks JSON text over before it is parsed.
struct JSONText {
    /// Whether an escape stands for U+0000, or the byte itself occurs.
    private(set) var containsNull = false
    /// The deepest nesting of arrays and objects.
    private(set) var depth = 0

    init(_ bytes: [UInt8]) {
        var isInsideString = false
        var open = 0
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case 0: containsNull = true
            case UInt8(ascii: "\""): isInsideString.toggle()
            case UInt8(ascii: "\\"):
                containsNull = containsNull || Self.isNullEscape(bytes, at: index)
                // The escaped character as well: an escaped quote ends nothing, an escaped backslash begins nothing.
                index += 1
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                if !isInsideString { open += 1 }
                depth = max(depth, open)
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if !isInsideString { open -= 1 }
            default: break
            }
            index += 1
        }
    }

    private static func isNullEscape(_ bytes: [UInt8], at index: Int) -> Bool {
        index + 5 < bytes.count && bytes[index + 1] == UInt8(ascii: "u")
            && bytes[(index + 2)...(index + 5)].allSatisfy { $0 == UInt8(ascii: "0") }
    }
}
