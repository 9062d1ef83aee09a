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
        (text, html) = MailPage.letter(words, words.paragraphs, values, action: words.action, link: offer.url)
    }

    private static func values(_ offer: WaitingListOffer, _ words: OfferWords) -> [String: String] {
        let style = offer.workshop.times(in: Locale(identifier: offer.locale))
        return [
            "name": offer.name, "workshop": offer.workshop.name, "start": offer.start.formatted(style), "until": offer.expiresAt.formatted(style),
            "services": offer.services.joined(separator: ", "), "plate": offer.plate,
        ]
    }
}

/// What an ``OfferLetter`` says, in one language.
struct OfferWords: LetterWords {
    let language: String
    let direction: String
    let subject: String
    let paragraphs: [String]
    let action: String

    static let all = [english, german, arabic]

    static let english = OfferWords(
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
