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
}
