/// Looks at JSON text without parsing it.
enum JSONText {
    /// Whether an escape stands for U+0000, or the byte itself occurs.
    static func containsNull(_ bytes: [UInt8]) -> Bool {
        let null = Array(#"\u0000"#.utf8)
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0 { return true }
            guard bytes[index] == UInt8(ascii: "\\") else {
                index += 1
                continue
            }
            if bytes[index...].starts(with: null) { return true }
            // The escaped character as well, so that an escaped backslash does not begin an escape.
            index += 2
        }
        return false
    }
}
