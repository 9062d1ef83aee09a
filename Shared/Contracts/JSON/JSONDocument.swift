/// A parsed text: its bytes, and where each value lies. Values are made only for what is asked for.
/// A class, so that each of the many readers of its parts holds one reference.
final class JSONDocument {
    enum Kind: UInt8 {
        case null, bool, number, string, array, object
    }

    /// A value, or a member's name, in the order of the text. Children follow their container; a member's name comes before its value.
    struct Node {
        let kind: Kind
        /// A string, without its quotes, has escapes to undo.
        var hasEscapes = false
        /// A string has letters beyond ASCII.
        var hasLetters = false
        var start: Int32
        var end: Int32 = 0
        /// The node after this one and all that is inside it.
        var next: Int32 = 0
    }

    let bytes: [UInt8]
    let nodes: [Node]

    init(bytes: [UInt8], nodes: [Node]) {
        self.bytes = bytes
        self.nodes = nodes
    }

    func slice(_ node: Node) -> ArraySlice<UInt8> { bytes[Int(node.start)..<Int(node.end)] }

    func next(_ node: Int) -> Int { Int(nodes[node].next) }

    /// The text of a string or a member's name.
    func text(_ node: Int) -> String {
        let node = nodes[node]
        return String(decoding: node.hasEscapes ? JSONEscape.undone(slice(node))[...] : slice(node), as: UTF8.self)
    }

    /// The first member of that name among some nodes.
    func member(_ name: String, in nodes: Range<Int>) -> Int? {
        var node = nodes.lowerBound
        while node < nodes.upperBound {
            if isNamed(name, at: node) { return node }
            node = next(node + 1)
        }
        return nil
    }

    private func isNamed(_ name: String, at node: Int) -> Bool {
        let found = nodes[node]
        guard !found.hasEscapes else { return text(node) == name }
        var position = Int(found.start)
        let wanted = name.utf8.span
        guard wanted.count == Int(found.end) - position else { return false }
        for index in wanted.indices {
            guard bytes[position] == wanted[index] else { return false }
            position += 1
        }
        return true
    }
}

/// The escapes of strings (RFC 8259, section 7).
enum JSONEscape {
    /// The bytes of a string whose escapes the parser has found sound.
    static func undone(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            guard byte == UInt8(ascii: "\\") else {
                plain.append(byte)
                index += 1
                continue
            }
            let letter = text[index + 1]
            guard letter == UInt8(ascii: "u") else {
                plain.append(short(letter) ?? letter)
                index += 2
                continue
            }
            var unit = UInt32(hexadecimal(text[(index + 2)..<(index + 6)]) ?? 0xFFFD)
            index += 6
            if unit & 0xFC00 == 0xD800 {
                let low = UInt32(hexadecimal(text[(index + 2)..<(index + 6)]) ?? 0xDC00)
                unit = 0x10000 + ((unit & 0x3FF) << 10 | low & 0x3FF)
                index += 6
            }
            plain.append(contentsOf: String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8)
        }
        return plain
    }

    /// What a letter after a backslash stands for; nil where it stands for nothing.
    static func short(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt16? {
        guard digits.count == 4 else { return nil }
        var value: UInt16 = 0
        for digit in digits {
            guard let bits = HexText.value(of: digit) else { return nil }
            value = value << 4 | UInt16(bits)
        }
        return value
    }
}
