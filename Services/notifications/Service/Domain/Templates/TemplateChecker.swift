/// Looks up the names of a template in the variables of its message, and notes everything that does not fit.
final class TemplateChecker {
    /// Where the text goes.
    enum Medium { case html, plain }

    /// A place that names are looked up in.
    struct Frame {
        let type: VariableType
        let id: Int
    }

    let subject: String
    let language: String
    let medium: Medium
    let fragments: [String: [TemplateNode]]
    private(set) var issues: [TemplateIssue] = []
    private(set) var context = HTMLContext()
    private var frames: [Frame]
    /// What sections around have shown to be there.
    private var present: Set<String> = []
    private var field: String
    private var inside: [String] = []
    private var frameCount = 1
    private var nodeCount = 0
    /// The issues of the letter inside its layout, by number.
    private var ofBody: Set<Int> = []

    /// - Parameters:
    ///   - subject: what the message is for, in issues.
    ///   - fragments: by name, with `body` for a layout.
    init(
        variables: [String: Variable], subject: String, language: String, medium: Medium, fragments: [String: [TemplateNode]], field: String
    ) {
        (self.subject, self.language, self.medium, self.fragments, self.field) = (subject, language, medium, fragments, field)
        frames = [Frame(type: .object(variables), id: 0)]
    }

    /// Checks the whole of a text.
    func check(_ nodes: [TemplateNode]) -> [CheckedNode] {
        let checked = body(nodes)
        if medium == .html, context.state != .text, issues.isEmpty {
            note(SourcePosition(line: 1, column: 1), "", "ends inside a tag, a comment or a style")
        }
        return checked
    }

    private func body(_ nodes: [TemplateNode]) -> [CheckedNode] { nodes.flatMap(node) }

    private func node(_ node: TemplateNode) -> [CheckedNode] {
        nodeCount += 1
        guard nodeCount <= TemplateLimits.nodes else {
            if nodeCount == TemplateLimits.nodes + 1 {
                note(SourcePosition(line: 1, column: 1), "", "has more than \(TemplateLimits.nodes) parts with its fragments")
            }
            return []
        }
        switch node {
        case .text(let text, let position):
            literal(text, at: position)
            return [.text(text)]
        case .value(let expression): return value(expression).map { [$0] } ?? []
        case .section(let section): return self.section(section).map { [$0] } ?? []
        case .fragment(let name, let position): return fragment(name, at: position)
        }
    }

    private func literal(_ text: String, at position: SourcePosition) {
        guard medium == .html, let (rule, bytes) = context.read(text) else { return }
        note(position.after(text.utf8.prefix(bytes)), "", rule)
    }

    private func value(_ expression: TemplateExpression) -> CheckedNode? {
        let name = expression.path.text
        guard let found = resolve(expression.path, at: expression.position) else { return nil }
        var (type, maybe, filters) = (found.type, !found.isPresent, [ValueFilter]())
        for call in expression.filters {
            do {
                let (filter, gives) = try ValueFilter.checked(call, on: type, language: language)
                if case .fallback = filter { maybe = false }
                filters.append(filter)
                type = gives
            } catch {
                note(expression.position, name, error.rule)
                return nil
            }
        }
        if maybe {
            note(expression.position, name, "may be missing: put it into {{#\(name)}}…{{/\(name)}}, or give | default \"…\"")
            return nil
        }
        guard let escaping = escaping(type, expression) else { return nil }
        context.valueCame()
        return .value(found.lookup, filters, escaping)
    }

    private func escaping(_ type: VariableType, _ expression: TemplateExpression) -> Escaping? {
        let name = expression.path.text
        if let rule = Self.unshowable(type) {
            note(expression.position, name, rule)
            return nil
        }
        guard medium == .html else { return Escaping.none }
        guard let escaping = context.escaping else {
            note(expression.position, name, "stands where no value may: only between tags and in quoted attributes")
            return nil
        }
        guard escaping != .style || type == .colour else {
            note(expression.position, name, "is \(type.name), and only colours may stand in a style")
            return nil
        }
        return escaping
    }

    private static func unshowable(_ type: VariableType) -> String? {
        switch type {
        case .text, .number, .colour: nil
        case .money: "is an amount of money: show it by | money"
        case .instant: "is a time: show it by | date, | time or | datetime"
        case .day: "is a day: show it by | date"
        case .choice: "is one of several values: show it by | choose"
        case .list: "is a list: show it by | join or in a section"
        case .flag: "is a yes or no: use it as a section"
        case .object: "is a group of variables: name one of them"
        }
    }

    private func fragment(_ name: String, at position: SourcePosition) -> [CheckedNode] {
        guard let nodes = fragments[name] else {
            note(position, name.shortened, "is no fragment")
            return []
        }
        guard inside.count < TemplateLimits.depth, !inside.contains(name) else {
            note(position, name, inside.contains(name) ? "is put into itself" : "is nested deeper than \(TemplateLimits.depth)")
            return []
        }
        guard medium == .plain || context.state == .text else {
            note(position, name, "stands inside a tag; a fragment may stand between tags")
            return []
        }
        let known = issues.count
        inside.append(name)
        let checked = body(nodes)
        inside.removeLast()
        if medium == .html, context.state != .text, issues.count == known {
            let isBody = name == Self.body
            note(isBody ? SourcePosition(line: 1, column: 1) : position, isBody ? "" : name, "ends inside a tag, a comment or a style")
        }
        if name == Self.body { ofBody.formUnion(known..<max(known, issues.count)) } else { relocate(from: known, in: name, to: position) }
        return checked
    }

    /// What a layout puts its letter in as.
    static let body = "body"

    /// What is wrong in a fragment is told where it is put in; its own place stands in the rule.
    private func relocate(from known: Int, in name: String, to position: SourcePosition) {
        for index in known..<max(known, issues.count) where !ofBody.contains(index) {
            issues[index] = TemplateIssue(field, position, name, "does not fit: \(issues[index].text)")
        }
    }

    private func note(_ position: SourcePosition, _ name: String, _ rule: String) {
        guard issues.count < TemplateLimits.issues else { return }
        issues.append(TemplateIssue(field, position, name, rule))
    }
}

extension TemplateChecker {
    private func section(_ section: TemplateSection) -> CheckedNode? {
        let name = section.path.text
        guard let found = resolve(section.path, at: section.position), let enters = enters(section, found) else { return nil }
        guard medium == .plain || context.takesSections else {
            note(section.position, name, "is a section where none may begin: only between tags, between attributes and in quoted attributes")
            return nil
        }
        let (before, knownPresent) = (context, present)
        if !section.isInverted { present.formUnion(found.ids) }
        if enters { frames.append(Frame(type: Self.element(found.type), id: frameCount)) }
        frameCount += 1
        let checked = body(section.body)
        if enters { frames.removeLast() }
        present = knownPresent
        if medium == .html, !context.isSamePlace(as: before), issues.isEmpty {
            note(section.position, name, "ends in another place of the HTML than it begins, as inside a tag")
        }
        return .section(CheckedSection(
            lookup: found.lookup, cases: section.cases, isInverted: section.isInverted, entersValue: enters, body: checked
        ))
    }

    /// Whether names inside are looked up in what the section is shown for first; nil where it makes no sense.
    private func enters(_ section: TemplateSection, _ found: Found) -> Bool? {
        if let cases = section.cases { return isPossible(cases, of: section, found) ? false : nil }
        switch found.type {
        case .list, .text, .flag, .number, .money: break
        case .object where !found.isPresent, .instant where !found.isPresent, .day where !found.isPresent, .choice where !found.isPresent,
            .colour where !found.isPresent: break
        case .object, .instant, .day, .choice, .colour:
            note(section.position, section.path.text, "is always there: it needs no section")
            return nil
        }
        if section.isInverted { return false }
        switch found.type {
        case .list, .object: return true
        default: return false
        }
    }

    private func isPossible(_ cases: [String], of section: TemplateSection, _ found: Found) -> Bool {
        switch found.type {
        case .text: return true
        case .choice(let values):
            guard let unknown = cases.first(where: { !values.contains($0) }) else { return true }
            note(section.position, section.path.text, "never is \(unknown.shortened); it is one of \(values.joined(separator: ", "))")
        default: note(section.position, section.path.text, "is \(found.type.name), which is not asked for a value by is")
        }
        return false
    }

    private static func element(_ type: VariableType) -> VariableType { if case .list(let element) = type { element } else { type } }

    /// A name that was found.
    private struct Found {
        let lookup: Lookup
        let type: VariableType
        /// Whether it is known to be there.
        let isPresent: Bool
        /// Of it and of what it is a member of.
        let ids: [String]
    }

    private func resolve(_ path: TemplatePath, at position: SourcePosition) -> Found? {
        guard let first = path.names.first else {
            let type = frames[frames.count - 1].type
            return Found(lookup: Lookup(frame: frames.count - 1, names: []), type: type, isPresent: true, ids: [])
        }
        for index in frames.indices.reversed() {
            guard case .object(let members) = frames[index].type, members[first] != nil else { continue }
            return resolve(path, in: index, at: position)
        }
        note(position, path.text.shortened, "is not a variable of \(subject)\(near(first))")
        return nil
    }

    private func resolve(_ path: TemplatePath, in index: Int, at position: SourcePosition) -> Found? {
        var (type, isPresent, ids, id, isInList) = (frames[index].type, true, [String](), "\(frames[index].id)", false)
        for name in path.names {
            if case .list(let element) = type { (type, isInList) = (element, true) }
            guard case .object(let members) = type, let member = members[name] else {
                note(position, path.text.shortened, "is not a variable of \(subject): there is no \(name.shortened) in \(type.name)")
                return nil
            }
            id += "." + name
            ids.append(id)
            // Of a list's elements those that have none are left out.
            if member.isOptional, !isInList, !present.contains(id) { isPresent = false }
            type = member.type
        }
        return Found(
            lookup: Lookup(frame: index, names: path.names), type: isInList ? .list(type) : type, isPresent: isPresent, ids: ids
        )
    }

    /// A hint at what may have been meant.
    private func near(_ name: String) -> String {
        guard case .object(let members) = frames[0].type else { return "" }
        let lowered = name.lowercased()
        let found = members.keys.sorted().first { $0.lowercased().hasPrefix(lowered.prefix(4)) || lowered.hasPrefix($0.lowercased().prefix(4)) }
        return found.map { "; there is \($0)" } ?? ""
    }
}
