/// A template as it is written, before its names are looked up.
indirect enum TemplateNode: Sendable, Hashable {
    case text(String, SourcePosition)
    case value(TemplateExpression)
    case section(TemplateSection)
    case fragment(name: String, SourcePosition)
}

/// `{{path | filter "argument" name="argument"}}`.
struct TemplateExpression: Sendable, Hashable {
    let path: TemplatePath
    let filters: [FilterCall]
    let position: SourcePosition
}

/// Names joined by dots; none for `.`, the value of the section around.
struct TemplatePath: Sendable, Hashable {
    let names: [String]
    var text: String { names.isEmpty ? "." : names.joined(separator: ".") }
}

struct FilterCall: Sendable, Hashable {
    let name: String
    let words: [String]
    let named: [String: String]
}

/// `{{#path}}…{{/path}}`, `{{^path}}…{{/path}}`, `{{#path is one other}}…{{/path}}`.
struct TemplateSection: Sendable, Hashable {
    let path: TemplatePath
    /// The values it is shown for; nil where it asks whether there is anything.
    let cases: [String]?
    let isInverted: Bool
    let body: [TemplateNode]
    let position: SourcePosition
}
