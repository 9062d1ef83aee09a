/// Follows HTML byte by byte, to know where a value stands and to refuse what no mail needs (after the tokenizer of HTML, section 13.2.5).
struct HTMLContext: Hashable {
    enum State: Hashable {
        case text
        case markup
        case comment
        /// Inside `<style>`.
        case style
        case tagName
        case tag
        case attributeName
        case afterName
        case beforeValue
        case value(quote: UInt8)
        case unquoted
    }

    private(set) var state = State.text
    private var name: [UInt8] = []
    private var attribute: [UInt8] = []
    private var recent: [UInt8] = []
    /// Whether nothing of an attribute's value has been seen.
    private var isAtStart = true
    private static let quotes: Set<UInt8> = [0x22, 0x27]
    private static let refusedElements: Set<String> = [
        "script", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "link", "form", "input", "button", "textarea", "select", "svg",
        "math", "template", "noscript", "xmp", "plaintext", "title",
    ]
    private static let addresses: Set<String> = ["href", "src", "action", "background", "cite", "longdesc", "poster", "srcset", "formaction"]

    /// The same place: between the same tags' attributes, or in the value of the same attribute, wherever in it.
    func isSamePlace(as other: HTMLContext) -> Bool {
        guard state == other.state else { return false }
        return switch state {
        case .text, .style: true
        case .value: name == other.name && attribute == other.attribute
        default: name == other.name
        }
    }

    /// What a value standing here must be made into; nil where none may stand.
    var escaping: Escaping? {
        switch state {
        case .text: .html
        case .style: .style
        case .value where text(attribute) == "style": .style
        case .value where Self.addresses.contains(text(attribute)): isAtStart ? .address : .addressPart
        case .value: .html
        default: nil
        }
    }

    /// Whether a section may begin or end here.
    var takesSections: Bool {
        switch state {
        case .text, .style, .tag, .value: true
        default: false
        }
    }

    mutating func valueCame() { isAtStart = false }

    /// - Returns: the rule that a byte breaks, and how many bytes came before it.
    mutating func read(_ literal: String) -> (rule: String, bytes: Int)? {
        for (count, byte) in literal.utf8.enumerated() {
            if let rule = step(byte) { return (rule, count) }
        }
        return nil
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private mutating func step(_ byte: UInt8) -> String? {
        switch state {
        case .text: if byte == 0x3c { begin(.tagName) }
        case .markup: return markup(byte)
        case .comment: return comment(byte)
        case .style: return style(byte)
        case .tagName: return tagName(byte)
        case .tag: return tag(byte)
        case .attributeName: return attributeName(byte)
        case .afterName: return afterName(byte)
        case .beforeValue: return beforeValue(byte)
        case .value(let quote): return value(byte, quote)
        case .unquoted:
            if byte == 0x3e { return endTag() }
            if Self.isBlank(byte) { state = .tag }
        }
        return nil
    }

    private mutating func begin(_ next: State) {
        state = next
        (name, attribute, recent) = ([], [], [])
    }

    private mutating func tagName(_ byte: UInt8) -> String? {
        if name.isEmpty, byte == 0x21 {
            begin(.markup)
            return nil
        }
        if name.isEmpty, !byte.isLetter, byte != 0x2f {
            state = .text
            return byte == 0x3c ? "has < before <; write &lt;" : nil
        }
        if byte == 0x3e { return known() ?? endTag() }
        if Self.isBlank(byte) || (byte == 0x2f && !name.isEmpty) {
            state = .tag
            return known()
        }
        guard byte.isOfHTMLName || (name.isEmpty && byte == 0x2f) else { return "has a sign in the name of an element" }
        name.append(Self.lowered(byte))
        return name.count > 40 ? "has an element with too long a name" : nil
    }

    private func known() -> String? {
        let element = text(name.first == 0x2f ? Array(name.dropFirst()) : name)
        return Self.refusedElements.contains(element) ? "has <\(element)>, which mails may not have" : nil
    }

    private mutating func tag(_ byte: UInt8) -> String? {
        if byte == 0x3e { return endTag() }
        guard !Self.isBlank(byte), byte != 0x2f else { return nil }
        guard byte.isLetter else { return "has a sign in a tag that begins no attribute" }
        (state, attribute) = (.attributeName, [Self.lowered(byte)])
        return nil
    }

    private mutating func attributeName(_ byte: UInt8) -> String? {
        switch byte {
        case 0x3d:
            state = .beforeValue
            return allowed()
        case 0x3e: return allowed() ?? endTag()
        case _ where Self.isBlank(byte): state = .afterName
        case 0x2f:
            state = .tag
            return allowed()
        case _ where !byte.isOfHTMLName: return "has a sign in the name of an attribute"
        default:
            attribute.append(Self.lowered(byte))
            if attribute.count > 60 { return "has an attribute with too long a name" }
        }
        return nil
    }

    private func allowed() -> String? {
        attribute.starts(with: "on".utf8) ? "has the attribute \(text(attribute)), which mails may not have" : nil
    }

    private mutating func afterName(_ byte: UInt8) -> String? {
        if byte == 0x3d {
            state = .beforeValue
            return allowed()
        }
        guard !Self.isBlank(byte) else { return nil }
        state = .tag
        return allowed() ?? tag(byte)
    }

    private mutating func beforeValue(_ byte: UInt8) -> String? {
        guard !Self.isBlank(byte) else { return nil }
        if byte == 0x3e { return endTag() }
        if Self.quotes.contains(byte) { (state, isAtStart) = (.value(quote: byte), true) } else { state = .unquoted }
        return nil
    }

    /// A value that is written out runs no program either.
    private mutating func value(_ byte: UInt8, _ quote: UInt8) -> String? {
        guard byte == quote else {
            if isAtStart { recent = [] }
            isAtStart = false
            if recent.count < 12, byte > 0x20 { recent.append(Self.lowered(byte)) }
            return nil
        }
        state = .tag
        let isProgram = Self.programs.contains { recent.starts(with: $0.utf8) }
        return Self.addresses.contains(text(attribute)) && isProgram ? "has an address that runs a program" : nil
    }

    private static let programs = ["javascript:", "vbscript:", "data:text"]

    private mutating func endTag() -> String? {
        state = name == Array("style".utf8) ? .style : .text
        recent = []
        return nil
    }

    private mutating func style(_ byte: UInt8) -> String? {
        recent = Array((recent + [Self.lowered(byte)]).suffix(8))
        if recent == Array("</style>".utf8) { begin(.text) }
        return nil
    }

    private mutating func markup(_ byte: UInt8) -> String? {
        recent.append(byte)
        if recent == [0x2d, 0x2d] { begin(.comment) } else if byte == 0x3e { begin(.text) }
        return recent.count > 200 ? "has a declaration that is too long" : nil
    }

    private mutating func comment(_ byte: UInt8) -> String? {
        recent = Array((recent + [byte]).suffix(3))
        if recent == [0x2d, 0x2d, 0x3e] { begin(.text) }
        return nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0a, 0x0d, 0x0c].contains(byte) }
    private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5a).contains(byte) ? byte + 32 : byte }
}
