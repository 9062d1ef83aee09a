/// The text message that carries a one-time code: one segment, so that it costs one and comes whole.
struct SignInText: Sendable, Hashable {
    let text: String

    private static let words = [
        "en": "{code} is your Pitcrew code. It counts for 10 minutes. Never tell it to anybody.",
        "de": "{code} ist Ihr Pitcrew-Code. Er gilt 10 Minuten. Nennen Sie ihn niemandem.",
        "ar": "{code} هو رمز Pitcrew. لا تخبر أحدًا به.",
    ]

    /// The last line binds the code to our pages, so that browsers fill it in there and nowhere else ("Origin-bound one-time codes delivered
    /// via SMS", WICG). It is left out where the host is so long that the message would need a second segment.
    /// - Parameter host: of the pages, without port.
    init(code: String, locale: String, host: String) {
        let language = MessageLanguage.of(locale)
        let words = (Self.words[language] ?? Self.words["en"] ?? "{code}").replacing("{code}", with: code)
        let bound = "\(words)\n\n@\(host) #\(code)"
        text = SMSLength(bound).segments == 1 ? bound : words
    }
}
