import Contracts

/// Whether a template may be saved, as things are.
struct TemplateCheck: Sendable {
    let snapshot: TemplateSnapshot
    let samples: SampleCauses

    /// - Returns: what is allowed, and perhaps not meant.
    /// - Throws: ``TemplateInvalid`` with what is missing, unknown or does not fit, and where.
    func check(_ content: TemplateContent, at key: TemplateKey) throws(TemplateInvalid) -> [MessageWarning] {
        let changed = snapshot.with(content, at: key)
        guard let source = changed.source(key) else { return [] }
        guard let kind = key.kind else {
            try checkFragment(source, in: changed)
            return []
        }
        let template = try changed.checked(source)
        do {
            let cause = try samples.cause(of: kind, locale: key.locale)
            return try WrittenMessage(cause, source, template, changed.brand(key.brand)).message.warnings
        } catch {
            throw TemplateInvalid(issues: [Self.issue(key, "", "becomes longer than any message may be")])
        }
    }

    /// A fragment has to fit everywhere it is put in, and one that is put in nowhere yet at least one message.
    private func checkFragment(_ fragment: TemplateSnapshot.Source, in changed: TemplateSnapshot) throws(TemplateInvalid) {
        let key = fragment.key
        guard let source = key.channel == .email ? fragment.content.html : fragment.content.text, !source.trimmedBlanks.isEmpty else {
            throw TemplateInvalid(issues: [Self.issue(key, "", "must be there")])
        }
        guard fragment.content.subject == nil, fragment.content.layout == nil, key.channel == .email || fragment.content.html == nil else {
            throw TemplateInvalid(issues: [Self.issue(key, "", "is all that a fragment has: no subject, no layout")])
        }
        var issues: [TemplateIssue] = []
        for other in changed.sources where other.key.kind != nil && other.key.channel == key.channel {
            do throws(TemplateInvalid) { _ = try changed.checked(other) } catch {
                guard (try? snapshot.checked(other)) != nil else { continue }
                issues += error.issues.prefix(1).map { Self.issue(key, other.key.text, "no longer fits: \($0.text)") }
            }
        }
        guard issues.isEmpty else { throw TemplateInvalid(issues: Array(issues.prefix(TemplateLimits.issues))) }
        try checkAlone(source, fragment, in: changed)
    }

    private func checkAlone(
        _ source: String, _ fragment: TemplateSnapshot.Source, in changed: TemplateSnapshot
    ) throws(TemplateInvalid) {
        let isLayout: Bool
        do throws(TemplateIssue) {
            isLayout = TemplateCompiler.names(in: try TemplateParser.parse(source, field: Self.field(fragment.key))).contains(TemplateChecker.body)
        } catch {
            throw TemplateInvalid(issues: [error])
        }
        var best: TemplateInvalid?
        for kind in MessageKind.allCases {
            let whole = isLayout
                ? TemplateContent(subject: "-", html: "-", layout: fragment.key.name)
                : fragment.key.channel == .email ? TemplateContent(subject: "-", html: source) : TemplateContent(text: source)
            do throws(TemplateInvalid) {
                _ = try changed.compiler(for: fragment.key).compile(whole, of: kind.rawValue, variables: ContractVariables.of(kind))
                return
            } catch {
                if error.issues.count < best?.issues.count ?? .max { best = error }
            }
        }
        if let best { throw best }
    }

    private static func field(_ key: TemplateKey) -> String { key.channel == .email ? "html" : "text" }

    private static func issue(_ key: TemplateKey, _ name: String, _ rule: String) -> TemplateIssue {
        TemplateIssue(field(key), SourcePosition(line: 1, column: 1), name, rule)
    }
}
