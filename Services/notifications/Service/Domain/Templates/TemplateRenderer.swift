import Contracts

/// Puts values into a checked template.
struct TemplateRenderer {
    /// A template and values that together are too much.
    struct TooMuch: Error, CustomStringConvertible {
        let description = "the message is longer than any may be"
    }

    private let formats: MessageFormats
    private var frames: [JSONValue]
    private var steps = 0
    private var output: [UInt8] = []

    /// - Parameter values: an object with the message's variables.
    static func render(_ nodes: [CheckedNode], _ values: JSONValue, _ formats: MessageFormats) throws(TooMuch) -> String {
        var renderer = TemplateRenderer(formats: formats, frames: [values])
        try renderer.nodes(nodes)
        return String(decoding: renderer.output, as: UTF8.self)
    }

    private init(formats: MessageFormats, frames: [JSONValue]) { (self.formats, self.frames) = (formats, frames) }

    private mutating func nodes(_ nodes: [CheckedNode]) throws(TooMuch) {
        for node in nodes {
            steps += 1
            guard steps <= TemplateLimits.steps else { throw TooMuch() }
            switch node {
            case .text(let text): try write(text)
            case .value(let lookup, let filters, let escaping):
                let value = filters.reduce(find(lookup)) { $1.apply($0, formats) }
                try write((ValueFilter.shown(value, formats) ?? "").escaped(escaping))
            case .section(let section): try self.section(section)
            }
        }
    }

    private mutating func section(_ section: CheckedSection) throws(TooMuch) {
        let value = find(section.lookup)
        let isShown = section.cases.map { cases in value?.stringValue.map(cases.contains) ?? false } ?? ValueFilter.isThere(value)
        guard isShown != section.isInverted else { return }
        guard section.entersValue else { return try nodes(section.body) }
        if case .array(let elements)? = value {
            for element in elements { try enter(element, section.body) }
        } else {
            try enter(value ?? .null, section.body)
        }
    }

    private mutating func enter(_ value: JSONValue, _ body: [CheckedNode]) throws(TooMuch) {
        frames.append(value)
        try nodes(body)
        frames.removeLast()
    }

    private func find(_ lookup: Lookup) -> JSONValue? {
        guard frames.indices.contains(lookup.frame) else { return nil }
        return Self.member(frames[lookup.frame], lookup.names[...])
    }

    /// A member of a list is the list of its elements' members.
    private static func member(_ value: JSONValue, _ names: ArraySlice<String>) -> JSONValue? {
        guard let name = names.first else { return value }
        if case .array(let elements) = value { return .array(elements.compactMap { member($0, names) }) }
        return value[name].flatMap { member($0, names.dropFirst()) }
    }

    private mutating func write(_ text: String) throws(TooMuch) {
        guard output.count + text.utf8.count <= TemplateLimits.output else { throw TooMuch() }
        output += text.utf8
    }
}
