/// The message that carries a one-time code, in the reader's language.
struct SignInLetter: Sendable, Hashable {
    let subject: String
    let text: String
    let html: String

    private struct Words {
        let language: String
        let direction: String
        let subject: String
        let use: String
        let warning: String
    }

    private static let words = [
        Words(
            language: "en", direction: "ltr", subject: "{code} is your sign-in code", use: "Enter this code to sign in. It counts for ten minutes.",
            warning: "If you did not ask for it, you need to do nothing. Never tell the code to anybody: nobody of ours will ask for it."
        ),
        Words(
            language: "de", direction: "ltr", subject: "{code} ist Ihr Anmeldecode",
            use: "Geben Sie diesen Code ein, um sich anzumelden. Er gilt zehn Minuten.",
            warning: "Wenn Sie ihn nicht angefordert haben, müssen Sie nichts tun. Nennen Sie den Code niemandem: Wir fragen nie danach."
        ),
        Words(
            language: "ar", direction: "rtl", subject: "{code} هو رمز تسجيل الدخول", use: "أدخل هذا الرمز لتسجيل الدخول. الرمز صالح لعشر دقائق.",
            warning: "إن لم تطلب هذا الرمز فلا حاجة إلى فعل شيء. لا تخبر أحدًا به: لن يسألك عنه أحد منا."
        ),
    ]

    init(code: String, locale: String) {
        let language = MessageLanguage.of(locale)
        let words = Self.words.first { $0.language == language } ?? Self.words[0]
        subject = words.subject.replacing("{code}", with: code)
        text = "\(code)\n\n\(words.use)\n\n\(words.warning)\n"
        html = MailPage.html(language: words.language, direction: words.direction, body: """
            <p style="margin:0 0 16px;font-size:32px;font-weight:600;letter-spacing:4px" dir="ltr">\(code)</p>
            <p>\(words.use)</p>
            <p>\(words.warning)</p>
            """)
    }
}
