/// A section's tag, a comment or a fragment alone on its line takes the line with it, as Mustache says.
enum StandaloneTags {
    static func removed(_ pieces: [TemplateScanner.Piece]) -> [TemplateScanner.Piece] {
        var result = pieces
        for (index, piece) in pieces.enumerated() {
            guard case .tag(let tag, _) = piece, let mark = tag.unicodeScalars.first, "#^/!>".unicodeScalars.contains(mark) else { continue }
            guard let indent = indent(before: index, in: pieces), let rest = rest(after: index, in: pieces) else { continue }
            if case .text(let text, let position)? = index > 0 ? result[index - 1] : nil {
                result[index - 1] = .text(String(decoding: Array(text.utf8).dropLast(indent), as: UTF8.self), position)
            }
            if case .text(let text, let position)? = index + 1 < result.count ? result[index + 1] : nil {
                let bytes = Array(text.utf8)
                let left = String(decoding: bytes.dropFirst(rest), as: UTF8.self)
                result[index + 1] = .text(left, position.after(bytes.prefix(rest)))
            }
        }
        return result.filter { if case .text(let text, _) = $0 { !text.isEmpty } else { true } }
    }

    /// How many blanks stand before it on its line; nil where something else does.
    private static func indent(before index: Int, in pieces: [TemplateScanner.Piece]) -> Int? {
        guard index > 0 else { return 0 }
        guard case .text(let text, _) = pieces[index - 1] else { return nil }
        let bytes = Array(text.utf8)
        let blanks = bytes.reversed().prefix { $0 == 0x20 || $0 == 0x09 }.count
        let isLineStart = blanks == bytes.count ? index == 1 : bytes[bytes.count - blanks - 1] == 0x0a
        return isLineStart ? blanks : nil
    }

    /// How many bytes the rest of its line is, with its end; nil where something else stands there.
    private static func rest(after index: Int, in pieces: [TemplateScanner.Piece]) -> Int? {
        guard index + 1 < pieces.count else { return 0 }
        guard case .text(let text, _) = pieces[index + 1] else { return nil }
        let bytes = Array(text.utf8)
        var end = bytes.prefix { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }.count
        if end == bytes.count { return index + 2 == pieces.count ? end : nil }
        guard bytes[end] == 0x0a else { return nil }
        end += 1
        return end
    }
}
