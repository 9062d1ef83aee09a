/// The plain text of HTML: what a mail says to programs and people that show no HTML.
struct HTMLText {
    private var lines: [String] = []
    private var line = ""
    private var hidden = 0
    private var links: [(address: String, start: Int)] = []
    private static let hides: Set<String> = ["head", "style", "title"]
    /// Behind and before these a paragraph ends.
    private static let paragraphs: Set<String> = [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "hr", "section", "header", "footer", "dl", "pre",
    ]
    /// And behind these only the line.
    private static let rows: Set<String> = ["div", "tr", "li", "br", "dt", "dd"]

    /// Paragraphs with an empty line between them; of a link its words and address; signs that keep the direction of what `<bdi>` holds.
    static func of(_ html: String) -> String {
        var text = HTMLText()
        for token in HTMLToken.all(html) { text.add(token) }
        return text.finished()
    }

    private mutating func add(_ token: HTMLToken) {
        switch token {
        case .text(let text): if hidden == 0 { append(Self.decoded(text)) }
        case .start(let element): start(element)
        case .end(let name): end(name)
        case .other: break
        }
    }

    private mutating func start(_ element: HTMLElement) {
        if Self.hides.contains(element.name) { hidden += 1 }
        guard hidden == 0 else { return }
        breakLine(element.name)
        switch element.name {
        case "a": links.append((element["href"] ?? "", line.utf8.count))
        case "img": append(element["alt"] ?? "")
        case "li": line += "- "
        case "bdi": line += "\u{2068}"
        default: break
        }
    }

    private mutating func end(_ name: String) {
        if Self.hides.contains(name) { hidden = max(0, hidden - 1) }
        guard hidden == 0 else { return }
        switch name {
        case "a": endLink()
        case "bdi": line += "\u{2069}"
        case "td", "th": append(" ")
        default: breakLine(name)
        }
    }

    private mutating func endLink() {
        guard let link = links.popLast(), !link.address.isEmpty, link.address != "#" else { return }
        let words = String(decoding: Array(line.utf8).dropFirst(link.start), as: UTF8.self)
        let address = link.address.hasPrefix("mailto:") || link.address.hasPrefix("tel:")
            ? String(link.address.drop { $0 != ":" }.dropFirst()) : link.address
        if words.trimmedBlanks == address { return }
        line += words.trimmedBlanks.isEmpty ? address : ": \(address)"
    }

    private mutating func breakLine(_ name: String) {
        if Self.paragraphs.contains(name) {
            flush()
            if let last = lines.last, !last.isEmpty { lines.append("") }
        } else if Self.rows.contains(name) {
            flush()
        }
    }

    private mutating func flush() {
        let whole = line.trimmedBlanks
        if !whole.isEmpty { lines.append(whole) }
        line = ""
    }

    /// Blanks in a row are one, as browsers show them.
    private mutating func append(_ text: String) {
        var isBlank = line.isEmpty || line.utf8.last == 0x20
        var added: [UInt8] = []
        for byte in text.utf8 {
            if [0x20, 0x09, 0x0a, 0x0d].contains(byte) {
                if !isBlank { added.append(0x20) }
                isBlank = true
            } else {
                added.append(byte)
                isBlank = false
            }
        }
        line += String(decoding: added, as: UTF8.self)
    }

    private mutating func finished() -> String {
        flush()
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
    }

    private static let references: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{a0}", "ndash": "–", "mdash": "—", "hellip": "…", "middot": "·",
        "copy": "©", "euro": "€", "rarr": "→", "larr": "←", "shy": "\u{ad}", "zwnj": "\u{200c}", "auml": "ä", "ouml": "ö", "uuml": "ü", "szlig": "ß",
    ]

    /// Text with its references replaced; those that are not known stay as they are written.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(0x26) else { return text }
        var (decoded, rest) = ("", Substring(text))
        while let mark = rest.firstIndex(of: "&") {
            decoded += rest[..<mark]
            rest = rest[rest.index(after: mark)...]
            let name = rest.prefix(10).prefix { $0 != ";" }
            if rest.dropFirst(name.count).first == ";", let sign = sign(String(name)) {
                decoded += sign
                rest = rest.dropFirst(name.count + 1)
            } else {
                decoded += "&"
            }
        }
        return decoded + rest
    }

    private static func sign(_ name: String) -> String? {
        guard name.hasPrefix("#") else { return references[name] }
        let digits = name.dropFirst()
        let isHex = digits.first == "x" || digits.first == "X"
        return UInt32(isHex ? digits.dropFirst() : digits, radix: isHex ? 16 : 10).flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmedBlanks: String { TemplateScanner.trimmed(self) }
}
