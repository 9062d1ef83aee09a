/// Reads PostgreSQL's text form of a one-dimensional array.
enum ArrayText {
    static func read<Element: PostgresDecodable>(
        _ text: Span<UInt8>, _: Element.Type
    ) throws(PostgresDecodingFailure) -> [Element] {
        guard text.count >= 2, text[0] == open, text[text.count - 1] == close else { throw .malformed }
        var elements: [Element] = []
        var position = 1
        let end = text.count - 1
        guard position < end else { return elements }
        while true {
            elements.append(try element(text, at: &position, end: end))
            if position == end { return elements }
            guard text[position] == comma else { throw .malformed }
            position += 1
        }
    }

    private static func element<Element: PostgresDecodable>(
        _ text: Span<UInt8>, at position: inout Int, end: Int
    ) throws(PostgresDecodingFailure) -> Element {
        guard position < end else { throw .malformed }
        if text[position] == quote {
            let item = try quoted(text, at: &position, end: end)
            return try Element.decode(item.span)
        }
        let start = position
        while position < end, text[position] != comma {
            // An opening brace would be a second dimension.
            guard text[position] != open, text[position] != quote else { throw .malformed }
            position += 1
        }
        let item = text.extracting(start..<position)
        return isNull(item) ? try Element.decodeNull() : try Element.decode(item)
    }

    private static func quoted(
        _ text: Span<UInt8>, at position: inout Int, end: Int
    ) throws(PostgresDecodingFailure) -> [UInt8] {
        var item: [UInt8] = []
        position += 1
        while position < end {
            switch text[position] {
            case quote:
                position += 1
                return item
            case backslash:
                position += 1
                guard position < end else { throw .malformed }
                fallthrough
            default:
                item.append(text[position])
                position += 1
            }
        }
        throw .malformed
    }

    private static func isNull(_ item: Span<UInt8>) -> Bool {
        item.count == 4 && item[0] == 0x4E && item[1] == 0x55 && item[2] == 0x4C && item[3] == 0x4C
    }

    private static var open: UInt8 { UInt8(ascii: "{") }
    private static var close: UInt8 { UInt8(ascii: "}") }
    private static var comma: UInt8 { UInt8(ascii: ",") }
    private static var quote: UInt8 { UInt8(ascii: "\"") }
    private static var backslash: UInt8 { UInt8(ascii: "\\") }
}
