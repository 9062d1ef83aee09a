/// A place in a template's text, both counted from 1; columns are code points.
struct SourcePosition: Codable, Sendable, Hashable {
    let line: Int
    let column: Int
}

/// A rule that a template breaks, and where.
struct TemplateIssue: Codable, Sendable, Hashable, Error {
    /// `subject`, `html`, `text` or `layout`.
    let field: String
    let line: Int
    let column: Int
    /// The variable, filter or fragment it is about; empty where it is about none.
    let name: String
    /// A sentence, as "is not a variable of confirmation".
    let rule: String

    init(_ field: String, _ position: SourcePosition, _ name: String, _ rule: String) {
        self.field = field
        line = position.line
        column = position.column
        self.name = name
        self.rule = rule
    }

    /// For people.
    var text: String { "line \(line), column \(column): \(name.isEmpty ? "" : name + " ")\(rule)" }
}

/// All the rules that a template breaks.
struct TemplateInvalid: Error, Sendable {
    let issues: [TemplateIssue]
}

/// How much a template may be and do, so that none holds anybody up.
enum TemplateLimits {
    /// Bytes of one field.
    static let source = 64 << 10
    static let tags = 2_000
    /// Sections in sections, and fragments in fragments.
    static let depth = 16
    /// Nodes of a template with all of its fragments put in.
    static let nodes = 20_000
    /// Nodes visited by one rendering.
    static let steps = 100_000
    /// Rules of a style sheet that go into elements.
    static let rules = 200
    /// Bytes of one rendering.
    static let output = 512 << 10
    /// Names in a path, and filters behind it.
    static let parts = 8
    /// Issues that are told at once.
    static let issues = 50
    /// Characters of a tag that an issue repeats.
    static let named = 60
}
