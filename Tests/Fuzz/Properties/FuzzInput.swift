/// Takes the bytes of an input apart into what a property needs. Past the end there are zeros and empty texts.
struct FuzzInput {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    mutating func word() -> UInt64 { (0..<8).reduce(0) { word, _ in word << 8 | UInt64(byte()) } }

    /// Up to the next 0xFF, which occurs in no text; that byte is passed over.
    mutating func part() -> [UInt8] {
        let part = rest.prefix { $0 != 0xFF }
        rest = rest.dropFirst(part.count + 1)
        return Array(part)
    }

    /// `part()` as text, repaired.
    mutating func text() -> String { String(decoding: part(), as: UTF8.self) }

    /// All that is left.
    mutating func remainder() -> [UInt8] {
        defer { rest = [] }
        return Array(rest)
    }

    var isEmpty: Bool { rest.isEmpty }
}
