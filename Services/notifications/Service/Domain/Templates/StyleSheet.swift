/// The small part of CSS that goes into elements' own `style`, as many mail programs read nothing else: rules for elements, classes and ids,
/// alone or together (`td.total`). What else there is (`@media`, `:hover`) stays in the mail's `<style>` for programs that read it.
struct StyleSheet: Sendable, Hashable {
    struct Rule: Sendable, Hashable {
        let selector: SimpleSelector
        let declarations: [Declaration]
    }

    struct Declaration: Sendable, Hashable {
        let property: String
        let value: String
        let isImportant: Bool
    }

    private(set) var rules: [Rule] = []
    /// What is left as it is.
    private(set) var rest = ""
    /// Selectors outside of `@media` that only a `<style>` can say.
    private(set) var unknownSelectors: [String] = []

    init(_ css: String) {
        var reader = StyleReader(Self.uncommented(css))
        while let (prelude, block) = reader.next() { add(prelude, block) }
    }

    private mutating func add(_ prelude: String, _ block: String) {
        guard !prelude.hasPrefix("@") else {
            rest += "\(prelude){\(block)}\n"
            return
        }
        let declarations = Self.declarations(block)
        for text in prelude.split(separator: ",").map({ String($0).trimmedBlanks }) {
            if rules.count < TemplateLimits.rules, let selector = SimpleSelector(text) {
                rules.append(Rule(selector: selector, declarations: declarations))
            } else if !text.isEmpty {
                unknownSelectors.append(text)
                rest += "\(text){\(block)}\n"
            }
        }
    }

    /// `property: value; …`, with texts in quotes and brackets left whole.
    static func declarations(_ block: String) -> [Declaration] {
        split(block).compactMap { part in
            guard let colon = part.firstIndex(of: ":") else { return nil }
            let property = String(part[..<colon]).trimmedBlanks.lowercased()
            var value = String(part[part.index(after: colon)...]).trimmedBlanks
            let isImportant = value.lowercased().hasSuffix("!important")
            if isImportant { value = String(value.dropLast(10)).trimmedBlanks }
            return property.isEmpty || value.isEmpty ? nil : Declaration(property: property, value: value, isImportant: isImportant)
        }
    }

    private static func split(_ block: String) -> [String] {
        var (parts, part, depth): ([String], [UInt8], Int) = ([], [], 0)
        var quote: UInt8?
        for byte in block.utf8 {
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x28 || byte == 0x29 {
                depth += byte == 0x28 ? 1 : -1
            } else if byte == 0x3b, depth <= 0 {
                parts.append(String(decoding: part, as: UTF8.self))
                part = []
                continue
            }
            part.append(byte)
        }
        return parts + [String(decoding: part, as: UTF8.self)]
    }

    private static func uncommented(_ css: String) -> String {
        var (bytes, kept, index) = (Array(css.utf8), [UInt8](), 0)
        bytes.append(0)
        while index < bytes.count - 1 {
            if bytes[index] == 0x2f, bytes[index + 1] == 0x2a {
                index += 2
                while index < bytes.count - 1, !(bytes[index] == 0x2a && bytes[index + 1] == 0x2f) { index += 1 }
                index += 2
            } else {
                kept.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }
}

/// An element's name, classes and id, each or all of them.
struct SimpleSelector: Sendable, Hashable {
    let element: String?
    let classes: Set<String>
    let id: String?

    /// Nil for any other selector.
    init?(_ text: String) {
        var words: [(mark: UInt8, name: [UInt8])] = [(0, [])]
        for byte in text.utf8 {
            switch byte {
            case 0x2e, 0x23: words.append((byte, []))
            case 0x2a where text.utf8.count == 1: words[0].name.append(byte)
            case 0x2d, 0x5f, 0x30...0x39, 0x41...0x5a, 0x61...0x7a: words[words.count - 1].name.append(byte)
            default: return nil
            }
        }
        guard !text.isEmpty, words.dropFirst().allSatisfy({ !$0.name.isEmpty }), words.filter({ $0.mark == 0x23 }).count <= 1 else { return nil }
        let first = String(decoding: words[0].name, as: UTF8.self).lowercased()
        element = first.isEmpty || first == "*" ? nil : first
        classes = Set(words.filter { $0.mark == 0x2e }.map { String(decoding: $0.name, as: UTF8.self) })
        id = words.first { $0.mark == 0x23 }.map { String(decoding: $0.name, as: UTF8.self) }
    }

    /// As CSS weighs selectors: ids, then classes, then elements (Selectors Level 3, section 9).
    var specificity: Int { (id == nil ? 0 : 1_000_000) + classes.count * 1_000 + (element == nil ? 0 : 1) }

    func matches(_ other: HTMLElement, classes others: Set<String>) -> Bool {
        (element == nil || element == other.name) && classes.isSubset(of: others) && (id == nil || id == other["id"])
    }
}

/// Reads preludes and their blocks.
private struct StyleReader {
    private var rest: Substring.UTF8View

    init(_ css: String) { rest = Substring(css).utf8 }

    mutating func next() -> (prelude: String, block: String)? {
        guard let open = rest.firstIndex(where: { $0 == 0x7b || $0 == 0x3b }) else { return nil }
        let prelude = String(Substring(rest[..<open])).trimmedBlanks
        let isStatement = rest[open] == 0x3b
        rest = rest[rest.index(after: open)...]
        guard !isStatement else { return ("", "") }
        var depth = 1
        for index in rest.indices {
            depth += rest[index] == 0x7b ? 1 : rest[index] == 0x7d ? -1 : 0
            guard depth == 0 else { continue }
            let block = String(Substring(rest[..<index]))
            rest = rest[rest.index(after: index)...]
            return (prelude, block)
        }
        return nil
    }
}
