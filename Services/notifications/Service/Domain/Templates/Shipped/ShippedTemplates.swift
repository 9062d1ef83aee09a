/// The templates that come with the service: version 0 of each, said until somebody publishes another.
enum ShippedTemplates {
    static let languages = [english, german, arabic]

    /// By key; all of the default brand.
    static let all: [TemplateKey: TemplateContent] = Dictionary(
        languages.flatMap { language in
            language.templates.map { (language.key($0.name, $0.channel), $0.content) }
                + fragments.map { (language.key($0.key, .email), TemplateContent(html: $0.value)) }
        },
        uniquingKeysWith: { first, _ in first }
    )

    /// What is said in one language.
    struct Language: Sendable {
        let locale: String
        let templates: [Template]

        func key(_ name: String, _ channel: MessageChannel) -> TemplateKey {
            TemplateKey(brand: Brand.defaultName, name: name, channel: channel, locale: locale)
        }
    }

    struct Template: Sendable {
        let name: String
        let channel: MessageChannel
        let content: TemplateContent
    }

    static func mail(_ kind: MessageKind, _ subject: String, _ html: String) -> Template {
        Template(name: kind.rawValue, channel: .email, content: TemplateContent(subject: subject, html: html, layout: "letter"))
    }

    static func textMessage(_ kind: MessageKind, _ text: String) -> Template {
        Template(name: kind.rawValue, channel: .sms, content: TemplateContent(text: text))
    }

    /// A part of mails in one language.
    static func part(_ name: String, _ html: String) -> Template {
        Template(name: name, channel: .email, content: TemplateContent(html: html))
    }

    /// What is the same in all languages: the page around a letter. Mail programs know little CSS: one column, no images but the brand's.
    private static let fragments = [
        "letter": """
            <!doctype html>
            <html lang="{{language}}" dir="{{direction}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <style>
            body { margin: 0; padding: 24px; background: #f6f5f3; color: #1b1a18; font: 16px/1.5 Inter,Helvetica,Arial,sans-serif }
            div.page { max-width: 560px; margin: 0 auto; padding: 24px; background: #fff; border: 1px solid #dedbd5 }
            p { margin: 0 0 16px }
            .action { margin: 24px 0 0 }
            a.button { display: inline-block; padding: 12px 20px; background: {{brand.colour}}; color: #fff; text-decoration: none }
            .code { font-size: 32px; font-weight: 600; letter-spacing: 4px }
            td { padding: 4px 0 }
            .total { font-weight: 600 }
            @media (max-width: 480px) { body { padding: 0 !important } }
            </style></head>
            <body><div class="page">
            {{#brand.logo}}
            <p><img src="{{brand.logo}}" alt="{{brand.title}}" height="32"></p>
            {{/brand.logo}}
            {{> body}}
            </div></body></html>

            """
    ]
}
