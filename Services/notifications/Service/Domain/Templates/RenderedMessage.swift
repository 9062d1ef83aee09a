import Contracts

/// A message as it is sent.
struct RenderedMessage: Sendable, Hashable {
    let subject: String
    /// Nil for a text message.
    let html: String?
    let text: String
    let unknownSelectors: [String]

    /// - Parameter values: an object with the message's variables.
    init(_ template: CheckedTemplate, _ values: JSONValue, _ formats: MessageFormats) throws(TemplateRenderer.TooMuch) {
        subject = Self.oneLine(try TemplateRenderer.render(template.subject ?? [], values, formats))
        var inlined: (html: String, unknownSelectors: [String])?
        if let nodes = template.html { inlined = StyleInliner.inlined(try TemplateRenderer.render(nodes, values, formats)) }
        (html, unknownSelectors) = (inlined?.html, inlined?.unknownSelectors ?? [])
        if let nodes = template.text {
            let rendered = try TemplateRenderer.render(nodes, values, formats).trimmedBlanks
            text = inlined == nil ? Self.plainBlanks(rendered) : rendered
        } else {
            text = inlined.map { HTMLText.of($0.html) } ?? ""
        }
    }

    var warnings: [MessageWarning] {
        guard let html else { return MessageWarning.textMessage(text) }
        return MessageWarning.mail(subject: subject, html: html, unknownSelectors: unknownSelectors)
    }

    /// CLDR's times have blanks that no line may break at, for whose sake a text message would be sent as UCS-2.
    private static func plainBlanks(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { [0xa0, 0x2009, 0x202f].contains($0.value) ? " " : $0 }))
    }

    /// A header is one line, whatever a value holds.
    private static func oneLine(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { TextRules.isOneLine(String(Character($0))) ? $0 : " " }
        return String(String.UnicodeScalarView(scalars)).split(separator: " ").joined(separator: " ")
    }
}
