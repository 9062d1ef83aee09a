import Contracts
import Foundation

/// The letter that offers a freed place to somebody who waits.
struct OfferLetter: Sendable, Hashable {
    let subject: String
    let text: String
    let html: String

    init(_ offer: WaitingListOffer) {
        let words = OfferWords.of(offer.locale)
        let values = Self.values(offer, words)
        subject = Template.fill(words.subject, values)
        text = words.paragraphs.map { Template.fill($0, values) }.joined(separator: "\n\n") + "\n\n\(words.action): \(offer.url)\n"
        let isolated = values.mapValues { "<bdi>\(Letter.escaped($0))</bdi>" }
        html = MailPage.html(language: words.language, direction: words.direction, body: """
            \(words.paragraphs.map { "<p>\(Template.fill(Letter.escaped($0), isolated))</p>" }.joined(separator: "\n"))
            <p><a href="\(Letter.escaped(offer.url))">\(Letter.escaped(words.action))</a></p>
            """)
    }

    private static func values(_ offer: WaitingListOffer, _ words: OfferWords) -> [String: String] {
        let zone = TimeZone(identifier: offer.workshop.timeZone) ?? .gmt
        let style = Date.FormatStyle(date: .complete, time: .shortened, locale: Locale(identifier: offer.locale), timeZone: zone)
        return [
            "name": offer.name, "workshop": offer.workshop.name, "start": offer.start.formatted(style), "until": offer.expiresAt.formatted(style),
            "services": offer.services.joined(separator: ", "), "plate": offer.plate,
        ]
    }
}

/// What an ``OfferLetter`` says, in one language.
struct OfferWords: Sendable {
    let language: String
    let direction: String
    let subject: String
    let paragraphs: [String]
    let action: String

    /// The words of a person's language, English where there are none.
    static func of(_ locale: String) -> OfferWords {
        let language = MessageLanguage.of(locale)
        return all.first { $0.language == language } ?? english
    }

    static let all = [english, german, arabic]

    private static let english = OfferWords(
        language: "en", direction: "ltr", subject: "A place is free: {{start}}",
        paragraphs: [
            "Hello {{name}},", "a place has become free at {{workshop}}: {{start}}.", "Work: {{services}}. Vehicle: {{plate}}.",
            "It is kept for you until {{until}}. After that it goes to whoever waits next.",
        ],
        action: "Take or decline it"
    )
    private static let german = OfferWords(
        language: "de", direction: "ltr", subject: "Ein Termin ist frei: {{start}}",
        paragraphs: [
            "Guten Tag {{name}},", "bei {{workshop}} ist ein Termin frei geworden: {{start}}.", "Arbeiten: {{services}}. Fahrzeug: {{plate}}.",
            "Er ist bis {{until}} für Sie reserviert. Danach bekommt ihn, wer als Nächstes wartet.",
        ],
        action: "Annehmen oder ablehnen"
    )
    private static let arabic = OfferWords(
        language: "ar", direction: "rtl", subject: "يوجد موعد متاح: {{start}}",
        paragraphs: [
            "مرحبًا {{name}}،", "أصبح لدى {{workshop}} موعد متاح: {{start}}.", "الأعمال: {{services}}. المركبة: {{plate}}.",
            "الموعد محجوز لك حتى {{until}}، ثم يُعرض على من يليك في قائمة الانتظار.",
        ],
        action: "قبول الموعد أو رفضه"
    )
}
