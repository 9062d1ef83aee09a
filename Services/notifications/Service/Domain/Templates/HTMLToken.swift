/// A piece of HTML as it is sent: well-formed, since templates are checked and values escaped.
enum HTMLToken: Sendable, Hashable {
    case text(String)
    case start(HTMLElement)
    case end(String)
    /// A comment or a declaration, as it is.
    case other(String)

    /// Takes HTML apart. Whatever is not a tag is text.
    static func all(_ html: String) -> [HTMLToken] {
        var reader = HTMLReader(html)
        return reader.tokens()
    }

    /// As HTML.
    var html: String {
        switch self {
        case .text(let text), .other(let text): text
        case .start(let element): element.html
        case .end(let name): "</\(name)>"
        }
    }
}

/// A tag with its attributes, in order; values as they are written, references and all.
struct HTMLElement: Sendable, Hashable {
    struct Attribute: Sendable, Hashable {
        let name: String
        var value: String?
    }

    let name: String
    var attributes: [Attribute]
    let closesItself: Bool

    /// The value of an attribute, references replaced.
    subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value.map(HTMLText.decoded) }

    var classes: Set<String> {
        Set((self["class"] ?? "").split { $0.isWhitespace }.map(String.init))
    }

    /// Sets an attribute to a text, which is escaped.
    mutating func set(_ name: String, to text: String) {
        let value = text.escapedHTML
        if let index = attributes.firstIndex(where: { $0.name == name }) {
            attributes[index].value = value
        } else {
            attributes.append(Attribute(name: name, value: value))
        }
    }

    var html: String {
        let all = attributes.map { attribute in
            attribute.value.map { " \(attribute.name)=\"\($0.replacing("\"", with: "&quot;"))\"" } ?? " \(attribute.name)"
        }
        return "<\(name)\(all.joined())\(closesItself ? "/" : "")>"
    }
}

/// Reads HTML byte by byte.
private struct HTMLReader {
    private let bytes: [UInt8]
    private var index = 0

    init(_ html: String) { bytes = Array(html.utf8) }

    mutating func tokens() -> [HTMLToken] {
        var tokens: [HTMLToken] = []
        var start = 0
        while index < bytes.count {
            guard bytes[index] == 0x3c, let token = markup() else { index += 1; continue }
            let begin = token.start
            if start < begin { tokens.append(.text(text(start, begin))) }
            tokens.append(token.token)
            start = index
            if case .start(let element) = token.token, element.name == "style" {
                let end = find("</style", from: index) ?? bytes.count
                if index < end { tokens.append(.text(text(index, end))) }
                (start, index) = (end, end)
            }
        }
        if start < bytes.count { tokens.append(.text(text(start, bytes.count))) }
        return tokens
    }

    /// - Returns: the token that begins here, behind which reading goes on; nil where none does.
    private mutating func markup() -> (token: HTMLToken, start: Int)? {
        let begin = index
        guard index + 1 < bytes.count else { return nil }
        switch bytes[index + 1] {
        case 0x21:
            let isComment = bytes[index...].starts(with: "<!--".utf8)
            index = (find(isComment ? "-->" : ">", from: index + 2) ?? bytes.count)
            index = min(index + (isComment ? 3 : 1), bytes.count)
            return (.other(text(begin, index)), begin)
        case 0x2f:
            index += 2
            let name = word()
            index = min((find(">", from: index) ?? bytes.count) + 1, bytes.count)
            return (.end(name), begin)
        case let byte where byte.isLetter:
            index += 1
            return (.start(element()), begin)
        default: return nil
        }
    }

    private mutating func element() -> HTMLElement {
        let name = word()
        var attributes: [HTMLElement.Attribute] = []
        while index < bytes.count, bytes[index] != 0x3e {
            guard bytes[index].isOfHTMLName else { index += 1; continue }
            let key = word()
            blanks()
            guard index < bytes.count, bytes[index] == 0x3d else {
                attributes.append(.init(name: key, value: nil))
                continue
            }
            index += 1
            blanks()
            attributes.append(.init(name: key, value: value()))
        }
        let closesItself = index > 0 && index < bytes.count && bytes[index - 1] == 0x2f
        index = min(index + 1, bytes.count)
        return HTMLElement(name: name, attributes: attributes, closesItself: closesItself)
    }

    private mutating func value() -> String {
        guard index < bytes.count else { return "" }
        let quote = bytes[index]
        if quote == 0x22 || quote == 0x27 {
            let end = bytes[(index + 1)...].firstIndex(of: quote) ?? bytes.count
            defer { index = min(end + 1, bytes.count) }
            return text(index + 1, end)
        }
        let begin = index
        while index < bytes.count, bytes[index] > 0x20, bytes[index] != 0x3e { index += 1 }
        return text(begin, index)
    }

    private mutating func word() -> String {
        let begin = index
        while index < bytes.count, bytes[index].isOfHTMLName { index += 1 }
        return text(begin, index).lowercased()
    }

    private mutating func blanks() { while index < bytes.count, bytes[index] <= 0x20 { index += 1 } }

    private func find(_ mark: String, from start: Int) -> Int? {
        let mark = Array(mark.utf8)
        var at = start
        while at + mark.count <= bytes.count {
            if bytes[at..<(at + mark.count)].elementsEqual(mark) { return at }
            at += 1
        }
        return nil
    }

    private func text(_ start: Int, _ end: Int) -> String {
        start < end ? String(decoding: bytes[start..<end], as: UTF8.self) : ""
    }
}
