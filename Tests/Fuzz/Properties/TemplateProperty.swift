import Contracts
import Foundation

@testable import Notifications

/// A template is taken, or told what is wrong and where; whatever the values of one that is taken, its HTML has the same tags and attributes.
enum TemplateProperty {
    static let check: @Sendable ([UInt8]) throws -> Void = { bytes in
        guard bytes.count <= 8192 else { return }
        var input = FuzzInput(bytes)
        let kinds = MessageKind.allCases
        let kind = kinds[Int(input.byte()) % kinds.count]
        let locale = ["en", "de", "ar"][Int(input.byte()) % 3]
        let content = TemplateContent(subject: input.text(), html: input.text(), layout: input.byte() % 2 == 0 ? nil : "letter")
        try check(content, kind, TemplateKey(brand: Brand.defaultName, name: kind.rawValue, channel: .email, locale: locale))
    }

    /// - Parameter isRendered: whether it is tried with values too, which takes ten times as long.
    /// - Throws: `Violation`.
    static func check(_ content: TemplateContent, _ kind: MessageKind, _ key: TemplateKey, isRendered: Bool = true) throws {
        let checked: CheckedTemplate
        do throws(TemplateInvalid) {
            checked = try TemplateSnapshot.shipped.compiler(for: key).compile(content, of: kind.rawValue, variables: ContractVariables.of(kind))
        } catch {
            return try refusal(error.issues, content)
        }
        try demand(!(content.subject ?? "").isEmpty && !(content.html ?? "").isEmpty, "taken without subject or HTML")
        if isRendered { try tags(checked, kind, key) }
    }

    private static func refusal(_ issues: [TemplateIssue], _ content: TemplateContent) throws {
        try demand((1...TemplateLimits.issues + 4).contains(issues.count), "refused with \(issues.count) issues")
        for issue in issues {
            try demand(["subject", "html", "text", "layout"].contains(issue.field) && !issue.rule.isEmpty, "refused without field and rule: \(issue)")
            let source = issue.field == "subject" ? content.subject : content.html
            let lines = (source ?? "").utf8.count { $0 == 0x0a } + 1
            try demand((1...lines).contains(issue.line) && issue.column >= 1, "refused in a place that there is not: \(issue)")
        }
    }

    private static let plain = "qzqzq"
    private static let hostile = "\"'><script x='y'>&<!-- javascript:q {{name}} </style>\u{202e}"

    /// Ends early where a message is too long.
    private static func tags(_ checked: CheckedTemplate, _ kind: MessageKind, _ key: TemplateKey) throws {
        guard let html = checked.html else { return }
        let formats = MessageFormats(locale: key.locale, zone: "Europe/Berlin")
        guard let plain = try? TemplateRenderer.render(html, values(kind, plain), formats),
            let hostile = try? TemplateRenderer.render(html, values(kind, hostile), formats)
        else { return }
        try demand(shape(plain) == shape(hostile), "values change the tags")
        let message = try? RenderedMessage(checked, values(kind, Self.hostile), formats)
        try demand(message.map { !$0.subject.utf8.contains(0x0a) } ?? true, "a subject of two lines")
    }

    private static func shape(_ html: String) -> [[String]] {
        HTMLToken.all(html).compactMap { token in
            switch token {
            case .start(let element): [element.name] + element.attributes.map(\.name)
            case .end(let name): ["/" + name]
            case .text, .other: nil
            }
        }
    }

    /// An example with another text wherever people write one.
    private static func values(_ kind: MessageKind, _ text: String) -> JSONValue {
        guard case .object(var members) = changed(ContractVariables.example(kind), text) else { return .null }
        members.merge([
            "link": .string(text), "language": "en", "direction": "ltr",
            "brand": ["title": .string(text), "colour": .string(text), "logo": .string(text)],
            "code": .string(text), "host": .string(text),
        ]) { $1 }
        return .object(members)
    }

    private static let written: Set<String> = ["name", "plate", "make", "model", "note", "label", "address", "phone", "email", "reason", "code"]

    private static func changed(_ value: JSONValue, _ text: String) -> JSONValue {
        switch value {
        case .object(let members):
            .object(Dictionary(uniqueKeysWithValues: members.map { name, value in
                if case .string = value, written.contains(name) { (name, .string(text)) } else { (name, changed(value, text)) }
            }))
        case .array(let items): .array(items.map { changed($0, text) })
        default: value
        }
    }
}
