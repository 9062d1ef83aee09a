/// The page around a mail's words. Mail programs know little CSS: one column, inline styles, no images.
enum MailPage {
    /// - Parameters:
    ///   - direction: `ltr` or `rtl`.
    ///   - body: markup; what comes from people is escaped in it.
    static func html(language: String, direction: String = "ltr", body: String) -> String {
        """
        <!doctype html>
        <html lang="\(language)" dir="\(direction)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
        <body style="margin:0;padding:24px;background:#f6f5f3;color:#1b1a18;font:16px/1.5 Inter,Helvetica,Arial,sans-serif">
        <div style="max-width:560px;margin:0 auto;padding:24px;background:#fff;border:1px solid #dedbd5">
        \(body)
        </div></body></html>
        """
    }

    /// A short letter, as text and as a page: paragraphs with their values filled in, and one thing to do. In the page each value keeps the
    /// direction of its own script.
    static func letter(
        _ words: some LetterWords, _ paragraphs: [String], _ values: [String: String], action: String, link: String
    ) -> (text: String, html: String) {
        let text = paragraphs.map { Template.fill($0, values) }.joined(separator: "\n\n") + "\n\n\(action): \(link)\n"
        let isolated = values.mapValues { "<bdi>\(Letter.escaped($0))</bdi>" }
        let html = html(language: words.language, direction: words.direction, body: """
            \(paragraphs.map { "<p>\(Template.fill(Letter.escaped($0), isolated))</p>" }.joined(separator: "\n"))
            <p><a href="\(Letter.escaped(link))">\(Letter.escaped(action))</a></p>
            """)
        return (text, html)
    }
}
