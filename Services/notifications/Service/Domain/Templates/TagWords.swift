/// Reads what stands in a tag: names, texts in quotes, and signs.
struct TagWords {
    private enum Word: Hashable {
        case name(String)
        case text(String)
        case sign(String)
    }

    private typealias Fault = TemplateScanner.Fault
    private let position: SourcePosition
    private let tag: String
    private var rest: ArraySlice<Unicode.Scalar>

    init(_ tag: String, at position: SourcePosition) {
        (self.tag, self.position) = (tag, position)
        rest = Array(tag.unicodeScalars)[...]
    }

    /// `.` or names joined by dots.
    mutating func path() throws -> TemplatePath {
        if peek() == .sign(".") {
            _ = next()
            return TemplatePath(names: [])
        }
        var names = [try name("a variable")]
        while peek() == .sign(".") {
            _ = next()
            names.append(try name("a variable"))
        }
        guard names.count <= TemplateLimits.parts else { throw fault("has more than \(TemplateLimits.parts) names") }
        return TemplatePath(names: names)
    }

    mutating func name(_ what: String) throws -> String {
        guard case .name(let name)? = next() else { throw fault("must name \(what)") }
        return name
    }

    /// What stands behind `is`; nil without one.
    mutating func cases() throws -> [String]? {
        guard peek() == .name("is") else { return nil }
        _ = next()
        var cases: [String] = []
        while let word = peek() {
            switch word {
            case .name(let value), .text(let value): cases.append(value)
            case .sign: throw fault("has a sign among the values behind is")
            }
            _ = next()
        }
        guard !cases.isEmpty else { throw fault("names no value behind is") }
        return cases
    }

    mutating func filters() throws -> [FilterCall] {
        var calls: [FilterCall] = []
        while peek() == .sign("|") {
            _ = next()
            calls.append(try filter())
            guard calls.count <= TemplateLimits.parts else { throw fault("has more than \(TemplateLimits.parts) filters") }
        }
        try end()
        return calls
    }

    private mutating func filter() throws -> FilterCall {
        let name = try name("a filter behind |")
        var (words, named): ([String], [String: String]) = ([], [:])
        while let word = peek(), word != .sign("|") {
            _ = next()
            switch word {
            case .text(let text): words.append(text)
            case .sign: throw fault("has a sign where filter \(name) takes a word")
            case .name(let key) where peek() == .sign("="):
                _ = next()
                guard case .text(let value)? = next() else { throw fault("gives no text in quotes to \(key) of filter \(name)") }
                guard named.updateValue(value, forKey: key) == nil else { throw fault("gives \(key) twice to filter \(name)") }
            case .name(let word): words.append(word)
            }
        }
        return FilterCall(name: name, words: words, named: named)
    }

    /// - Throws: where something is left.
    mutating func end() throws {
        guard peek() == nil else { throw fault("cannot be read from its words on: a name, then | and filters") }
    }

    private func fault(_ rule: String) -> TemplateScanner.Fault { Fault(position, tag.shortened, rule) }

    private func peek() -> Word? {
        var copy = self
        return copy.next()
    }

    private mutating func next() -> Word? {
        rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
        guard let first = rest.first else { return nil }
        if first == "\"" { return quoted() }
        let name = rest.prefix(while: Self.isOfName)
        guard !name.isEmpty else {
            rest = rest.dropFirst()
            return .sign(String(Character(first)))
        }
        rest = rest.dropFirst(name.count)
        return .name(String(String.UnicodeScalarView(name)))
    }

    private mutating func quoted() -> Word {
        let text = rest.dropFirst().prefix { $0 != "\"" }
        let isClosed = rest.count > text.count + 1
        rest = rest.dropFirst(text.count + (isClosed ? 2 : 1))
        return isClosed ? .text(String(String.UnicodeScalarView(text))) : .sign("\"")
    }

    private static func isOfName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
        default: false
        }
    }
}
