import Contracts
import Foundation

/// What is mailed to somebody who waits, as it lies in the table of such letters.
enum WaitingNotice: Codable, Sendable, Hashable {
    case offer(WaitingListOffer)
    case confirmation(WaitingListConfirmation)

    private enum Key: String, CodingKey { case isConfirmed }

    /// An offer lies there as it is; only the other kind says whether the address is confirmed.
    init(from decoder: any Decoder) throws {
        let isConfirmation = try decoder.container(keyedBy: Key.self).contains(.isConfirmed)
        self = isConfirmation ? .confirmation(try WaitingListConfirmation(from: decoder)) : .offer(try WaitingListOffer(from: decoder))
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .offer(let offer): try offer.encode(to: encoder)
        case .confirmation(let confirmation): try confirmation.encode(to: encoder)
        }
    }

    /// After that it is not sent.
    var expiresAt: Date {
        switch self {
        case .offer(let offer): offer.expiresAt
        case .confirmation(let confirmation): confirmation.expiresAt
        }
    }
}

/// The letter that asks whoever reads an address whether they want to wait, or leads them back to their place.
struct ConfirmationLetter: Sendable, Hashable {
    let subject: String
    let text: String
    let html: String

    init(_ confirmation: WaitingListConfirmation) {
        let words = ConfirmationWords.of(confirmation.locale)
        let values = Self.values(confirmation)
        let paragraphs = words.paragraphs + (confirmation.isConfirmed ? words.known : words.asking)
        subject = Template.fill(confirmation.isConfirmed ? words.knownSubject : words.subject, values)
        (text, html) = MailPage.letter(
            words, paragraphs, values, action: confirmation.isConfirmed ? words.open : words.confirm, link: confirmation.url
        )
    }

    private static func values(_ confirmation: WaitingListConfirmation) -> [String: String] {
        let locale = Locale(identifier: confirmation.locale)
        let day = Date.FormatStyle(date: .abbreviated, time: .omitted, locale: locale, timeZone: .gmt)
        func text(_ date: LocalDate) -> String { Date(timeIntervalSince1970: Double(date.daysSince1970) * 86_400).formatted(day) }
        return [
            "name": confirmation.name, "workshop": confirmation.workshop.name, "from": text(confirmation.from), "to": text(confirmation.to),
            "until": confirmation.expiresAt.formatted(confirmation.workshop.times(in: locale)),
            "services": confirmation.services.joined(separator: ", "), "plate": confirmation.plate,
        ]
    }
}

/// What a ``ConfirmationLetter`` says, in one language.
struct ConfirmationWords: LetterWords {
    let language: String
    let direction: String
    let subject: String
    let knownSubject: String
    let paragraphs: [String]
    let asking: [String]
    let known: [String]
    let confirm: String
    let open: String

    static let all = [english, german, arabic]

    static let english = ConfirmationWords(
        language: "en", direction: "ltr", subject: "Please confirm: waiting list of {{workshop}}", knownSubject: "Your place on the waiting list",
        paragraphs: [
            "Hello {{name}},", "somebody entered this address for the waiting list of {{workshop}}: {{from}} to {{to}}.",
            "Work: {{services}}. Vehicle: {{plate}}.",
        ],
        asking: [
            "If that was you, confirm it until {{until}}: then we offer you the next place that is free.",
            "If it was not, do nothing. You get no offers, and the entry is deleted.",
        ],
        known: ["You are on this list already. Nothing has changed; here is your link to it."],
        confirm: "Confirm and wait", open: "See your place"
    )
    private static let german = ConfirmationWords(
        language: "de", direction: "ltr", subject: "Bitte bestätigen: Warteliste von {{workshop}}", knownSubject: "Ihr Platz auf der Warteliste",
        paragraphs: [
            "Guten Tag {{name}},", "jemand hat diese Adresse auf die Warteliste von {{workshop}} gesetzt: {{from}} bis {{to}}.",
            "Arbeiten: {{services}}. Fahrzeug: {{plate}}.",
        ],
        asking: [
            "Wenn Sie das waren, bestätigen Sie es bis {{until}}: Dann bieten wir Ihnen den nächsten freien Termin an.",
            "Wenn nicht, tun Sie nichts. Sie bekommen keine Angebote, und der Eintrag wird gelöscht.",
        ],
        known: ["Sie stehen schon auf dieser Liste. Es hat sich nichts geändert; hier ist Ihr Link dazu."],
        confirm: "Bestätigen und warten", open: "Platz ansehen"
    )
    private static let arabic = ConfirmationWords(
        language: "ar", direction: "rtl", subject: "يرجى التأكيد: قائمة انتظار {{workshop}}", knownSubject: "مكانك في قائمة الانتظار",
        paragraphs: [
            "مرحبًا {{name}}،", "أُدخل هذا العنوان في قائمة انتظار {{workshop}}: من {{from}} إلى {{to}}.",
            "الأعمال: {{services}}. المركبة: {{plate}}.",
        ],
        asking: [
            "إن كنت أنت من طلب ذلك فأكّده حتى {{until}}، وعندها نعرض عليك أول موعد متاح.",
            "وإن لم تكن أنت فلا تفعل شيئًا. لن تصلك عروض، وسيُحذف الطلب.",
        ],
        known: ["أنت في هذه القائمة بالفعل. لم يتغير شيء، وهذا رابطك إليها."],
        confirm: "أؤكد وأنتظر", open: "عرض مكاني"
    )
}
