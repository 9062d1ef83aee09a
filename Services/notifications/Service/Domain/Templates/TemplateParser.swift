import Contracts

/// Reads a template: `{{value}}`, `{{#section}}`, `{{^unless}}`, `{{/end}}`, `{{> fragment}}` and `{{! comment}}`, as Mustache has them, without
/// its ways around escaping, its lambdas and its change of delimiters; values take filters.
struct TemplateParser {
    private let pieces: [TemplateScanner.Piece]
    private var index = 0
    private let field: String

    /// - Parameter field: what an issue calls the text.
    static func parse(_ source: String, field: String) throws(TemplateIssue) -> [TemplateNode] {
        do {
            try check(source)
            var scanner = TemplateScanner(source)
            var parser = TemplateParser(pieces: StandaloneTags.removed(try scanner.pieces()), field: field)
            return try parser.nodes(until: nil, depth: 0)
        } catch let fault as TemplateScanner.Fault {
            throw TemplateIssue(field, fault.position, fault.name, fault.rule)
        } catch {
            throw TemplateIssue(field, SourcePosition(line: 1, column: 1), "", "cannot be read")
        }
    }

    private init(pieces: [TemplateScanner.Piece], field: String) { (self.pieces, self.field) = (pieces, field) }

    private static func check(_ source: String) throws(TemplateScanner.Fault) {
        let start = SourcePosition(line: 1, column: 1)
        guard source.utf8.count <= TemplateLimits.source else {
            throw .init(start, "", "is longer than \(TemplateLimits.source) bytes")
        }
        // What puts marks in order takes the square of their number.
        guard TextRules.isStreamSafe(source) else { throw .init(start, "", "has more than \(TextRules.mostMarks) marks on one letter") }
        var position = start
        for scalar in source.unicodeScalars {
            if scalar.value < 0x20, ![0x09, 0x0a, 0x0d].contains(scalar.value) || scalar.value == 0x7f {
                throw .init(position, "", "has a control character")
            }
            position = scalar == "\n" ? SourcePosition(line: position.line + 1, column: 1)
                : SourcePosition(line: position.line, column: position.column + 1)
        }
    }

    private typealias Fault = TemplateScanner.Fault
    private typealias Opened = (path: TemplatePath, position: SourcePosition)

    private mutating func nodes(until open: Opened?, depth: Int) throws -> [TemplateNode] {
        var nodes: [TemplateNode] = []
        while index < pieces.count {
            let piece = pieces[index]
            index += 1
            switch piece {
            case .text(let text, let position): nodes.append(.text(text, position))
            case .tag(let tag, let position):
                if try isEnd(tag, of: open, at: position) { return nodes }
                if let node = try node(tag, at: position, depth: depth) { nodes.append(node) }
            }
        }
        if let open { throw Fault(open.position, open.path.text, "is a section without its {{/\(open.path.text)}}") }
        return nodes
    }

    private func isEnd(_ tag: String, of open: Opened?, at position: SourcePosition) throws -> Bool {
        guard tag.hasPrefix("/") else { return false }
        var words = TagWords(String(tag.dropFirst()), at: position)
        let path = try words.path()
        try words.end()
        guard let open else { throw Fault(position, path.text, "ends a section that was not begun") }
        guard open.path == path else {
            throw Fault(position, path.text, "ends another section than \(open.path.text), begun in line \(open.position.line)")
        }
        return true
    }

    private mutating func node(_ tag: String, at position: SourcePosition, depth: Int) throws -> TemplateNode? {
        switch tag.unicodeScalars.first {
        case "!": return nil
        case "#": return try section(String(tag.dropFirst()), isInverted: false, at: position, depth: depth)
        case "^": return try section(String(tag.dropFirst()), isInverted: true, at: position, depth: depth)
        case ">":
            var words = TagWords(String(tag.dropFirst()), at: position)
            let name = try words.name("a fragment")
            try words.end()
            return .fragment(name: name, position)
        case "&": throw Fault(position, tag.shortened, "asks for no escaping: HTML is always escaped")
        case "=": throw Fault(position, tag.shortened, "changes delimiters, which there is no need for")
        default:
            var words = TagWords(tag, at: position)
            return .value(TemplateExpression(path: try words.path(), filters: try words.filters(), position: position))
        }
    }

    private mutating func section(
        _ tag: String, isInverted: Bool, at position: SourcePosition, depth: Int
    ) throws -> TemplateNode {
        guard depth < TemplateLimits.depth else { throw Fault(position, tag.shortened, "is nested deeper than \(TemplateLimits.depth)") }
        var words = TagWords(tag, at: position)
        let path = try words.path()
        let cases = try words.cases()
        try words.end()
        let body = try nodes(until: (path, position), depth: depth + 1)
        return .section(TemplateSection(path: path, cases: cases, isInverted: isInverted, body: body, position: position))
    }
}

extension String {
    /// As an issue repeats it.
    var shortened: String { String(unicodeScalars.prefix(TemplateLimits.named).map(Character.init)) }
}
