import Contracts
import Observability
import Testing

@testable import Notifications

/// Messages in the words that come with the service.
enum Written {
    static func message(_ cause: MessageCause, on channel: MessageChannel = .email) throws -> RenderedMessage {
        try TemplateBook(logger: .silent).write(cause, on: channel, as: .shipped).message
    }

    /// The text message with a code, as it is sent.
    static func code(_ code: String, locale: String, host: String) throws -> RenderedMessage {
        let bound = try message(.signInCode(code, locale: locale, host: host, link: "https://pitcrew.test"), on: .sms)
        if SMSLength(bound.text).segments == 1 { return bound }
        return try message(.signInCode(code, locale: locale, host: nil, link: "https://pitcrew.test"), on: .sms)
    }

    /// Checks a template of an appointment's confirmation, or another message.
    static func check(
        _ content: TemplateContent, _ kind: MessageKind = .confirmation, locale: String = "en", fragments: [String: String] = [:],
        channel: MessageChannel = .email
    ) throws(TemplateInvalid) -> CheckedTemplate {
        try TemplateCompiler(channel: channel, language: MessageLanguage.of(locale), fragment: { fragments[$0] })
            .compile(content, of: kind.rawValue, variables: ContractVariables.of(kind))
    }

    /// What is wrong with a mail's HTML.
    static func issues(_ html: String, _ kind: MessageKind = .confirmation, fragments: [String: String] = [:]) -> [TemplateIssue] {
        do throws(TemplateInvalid) {
            _ = try check(TemplateContent(subject: "-", html: html), kind, fragments: fragments)
            return []
        } catch {
            return error.issues
        }
    }

    /// Renders a mail's HTML from loose values, with variables of these types.
    static func html(
        _ source: String, _ variables: [String: Variable], _ values: JSONValue, locale: String = "en", zone: String = "Europe/Berlin",
        fragments: [String: String] = [:]
    ) throws -> String {
        let compiler = TemplateCompiler(channel: .email, language: MessageLanguage.of(locale)) { fragments[$0] }
        let checked = try compiler.compile(TemplateContent(subject: "-", html: source), of: "test", variables: variables)
        return try TemplateRenderer.render(checked.html ?? [], values, MessageFormats(locale: locale, zone: zone))
    }
}
