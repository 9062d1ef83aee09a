/// Takes a template's text apart into literal text and tags.
struct TemplateScanner {
    enum Piece {
        case text(String, SourcePosition)
        /// Without braces and blanks around.
        case tag(String, SourcePosition)
    }

    private let bytes: [UInt8]
    private var position = SourcePosition(line: 1, column: 1)

    init(_ source: String) { bytes = Array(source.utf8) }

    /// - Throws: `Fault` for a tag without end.
    mutating func pieces() throws(Fault) -> [Piece] {
        var pieces: [Piece] = []
        var (start, index, tags) = (0, 0, 0)
        while index < bytes.count {
            guard isPair(index, 0x7b) else { index += 1; continue }
            if start < index { pieces.append(take(start, index)) }
            let begin = position
            guard let end = close(index + 2) else { throw Fault(begin, shown(index), "is a tag without its }}") }
            tags += 1
            guard tags <= TemplateLimits.tags else { throw Fault(begin, "", "is one tag more than \(TemplateLimits.tags)") }
            if bytes.indices.contains(index + 2), bytes[index + 2] == 0x7b {
                throw Fault(begin, shown(index), "has three braces: HTML is always escaped")
            }
            pieces.append(.tag(Self.trimmed(String(decoding: bytes[(index + 2)..<end], as: UTF8.self)), begin))
            advance(over: index, end + 2)
            (start, index) = (end + 2, end + 2)
        }
        if start < bytes.count { pieces.append(take(start, bytes.count)) }
        return pieces
    }

    /// What is wrong where.
    struct Fault: Error {
        let position: SourcePosition
        let name: String
        let rule: String
        init(_ position: SourcePosition, _ name: String, _ rule: String) {
            (self.position, self.name, self.rule) = (position, name, rule)
        }
    }

    private func isPair(_ index: Int, _ byte: UInt8) -> Bool {
        index + 1 < bytes.count && bytes[index] == byte && bytes[index + 1] == byte
    }

    private func close(_ start: Int) -> Int? {
        var index = start
        while index + 1 < bytes.count {
            if isPair(index, 0x7d) { return index }
            index += 1
        }
        return nil
    }

    private func shown(_ index: Int) -> String {
        String(String(decoding: bytes[index..<min(index + TemplateLimits.named, bytes.count)], as: UTF8.self).prefix { $0 != "\n" })
    }

    private mutating func take(_ start: Int, _ end: Int) -> Piece {
        let begin = position
        advance(over: start, end)
        return .text(String(decoding: bytes[start..<end], as: UTF8.self), begin)
    }

    private mutating func advance(over start: Int, _ end: Int) { position = position.after(bytes[start..<end]) }

    static func trimmed(_ text: String) -> String {
        let isBlank = { (scalar: Unicode.Scalar) in [" ", "\t", "\n", "\r"].contains(scalar) }
        let scalars = text.unicodeScalars.drop(while: isBlank)
        guard let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(scalars[...last])
    }
}

extension SourcePosition {
    /// The place behind these bytes of UTF-8.
    func after(_ bytes: some Sequence<UInt8>) -> SourcePosition {
        var (line, column) = (line, column)
        for byte in bytes {
            if byte == 0x0a {
                (line, column) = (line + 1, 1)
            } else if byte & 0xc0 != 0x80 {
                column += 1
            }
        }
        return SourcePosition(line: line, column: column)
    }
}
