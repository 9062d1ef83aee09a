/// Checks templates against the variables of their message, and makes them ready to be rendered.
struct TemplateCompiler {
    let channel: MessageChannel
    /// BCP 47 primary language.
    let language: String
    /// The source of a fragment by name; nil where there is none.
    let fragment: (String) -> String?

    /// - Throws: ``TemplateInvalid`` with what is missing, unknown, or does not fit, and where.
    func compile(_ content: TemplateContent, of kind: String, variables: [String: Variable]) throws(TemplateInvalid) -> CheckedTemplate {
        var issues = parts(of: content)
        let subject = check(content.subject, "subject", .plain, kind, variables, &issues)
        let html = check(content.html, "html", .html, kind, variables, layout: content.layout, &issues)
        let text = check(content.text, "text", .plain, kind, variables, &issues)
        guard issues.isEmpty else { throw TemplateInvalid(issues: issues) }
        return CheckedTemplate(subject: subject, html: html, text: text)
    }

    /// What a message has to have on its channel, and what it may not.
    private func parts(of content: TemplateContent) -> [TemplateIssue] {
        let start = SourcePosition(line: 1, column: 1)
        let needed: [(String, String?)] = channel == .email ? [("subject", content.subject), ("html", content.html)] : [("text", content.text)]
        let refused: [(String, String?)] = channel == .sms
            ? [("subject", content.subject), ("html", content.html), ("layout", content.layout)] : []
        return needed.filter { $0.1?.trimmedBlanks.isEmpty ?? true }.map { TemplateIssue($0.0, start, "", "must be there") }
            + refused.filter { $0.1 != nil }.map { TemplateIssue($0.0, start, "", "is not for a text message") }
    }

    private func check(
        _ source: String?, _ field: String, _ medium: TemplateChecker.Medium, _ kind: String, _ variables: [String: Variable],
        layout: String? = nil, _ issues: inout [TemplateIssue]
    ) -> [CheckedNode]? {
        guard let source else { return nil }
        do throws(TemplateIssue) {
            let body = try TemplateParser.parse(source, field: field)
            var fragments = try fragments(of: body, field: field)
            var nodes = body
            if let layout {
                nodes = [.fragment(name: layout, SourcePosition(line: 1, column: 1))]
                fragments.merge(try self.fragments(of: nodes, field: "layout")) { own, _ in own }
                guard let around = fragments[layout], Self.names(in: around).contains(TemplateChecker.body) else {
                    let rule = fragments[layout] == nil ? "is no fragment" : "puts no {{> body}} in"
                    throw TemplateIssue("layout", SourcePosition(line: 1, column: 1), layout.shortened, rule)
                }
                fragments[TemplateChecker.body] = body
            }
            let checker = TemplateChecker(
                variables: variables, subject: kind, language: language, medium: medium, fragments: fragments, field: field
            )
            let checked = checker.check(nodes)
            issues += checker.issues
            return checked
        } catch {
            issues.append(error)
            return nil
        }
    }

    /// The fragments that a text puts in, and those that they do.
    private func fragments(of nodes: [TemplateNode], field: String) throws(TemplateIssue) -> [String: [TemplateNode]] {
        var found: [String: [TemplateNode]] = [:]
        var wanted = Self.names(in: nodes)
        while let name = wanted.popFirst() {
            guard name != TemplateChecker.body, found[name] == nil, let source = fragment(name) else { continue }
            do {
                let parsed = try TemplateParser.parse(source, field: field)
                found[name] = parsed
                wanted.formUnion(Self.names(in: parsed))
            } catch {
                throw TemplateIssue(field, SourcePosition(line: 1, column: 1), name, "cannot be put in: \(error.text)")
            }
        }
        return found
    }

    static func names(in nodes: [TemplateNode]) -> Set<String> {
        nodes.reduce(into: []) { names, node in
            switch node {
            case .fragment(let name, _): names.insert(name)
            case .section(let section): names.formUnion(Self.names(in: section.body))
            case .text, .value: break
            }
        }
    }
}
