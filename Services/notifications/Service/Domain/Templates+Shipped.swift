import Contracts

/// The templates that come with the service.
extension Template {
    static let all = english + german

    private static let english = [
        Template(
            purpose: .confirmation, language: "en", subject: "Booked: {{services}} on {{start}}",
            paragraphs: [
                "Hello {{name}},", "your appointment at {{workshop}} is booked for {{start}}.",
                "Work: {{services}}. Vehicle: {{plate}}. Price: {{price}}.", "Address: {{address}}",
            ],
            action: "See, move or cancel it"
        ),
        Template(
            purpose: .change, language: "en", subject: "Moved to {{start}}: {{services}}",
            paragraphs: [
                "Hello {{name}},", "your appointment at {{workshop}} has moved to {{start}}. It was {{previousStart}}.",
                "Work: {{services}}. Vehicle: {{plate}}.", "Address: {{address}}",
            ],
            action: "See, move or cancel it"
        ),
        Template(
            purpose: .cancellation, language: "en", subject: "Cancelled: {{services}} on {{start}}",
            paragraphs: [
                "Hello {{name}},", "your appointment at {{workshop}} on {{start}} is cancelled. You need to do nothing else.",
                "Work: {{services}}. Vehicle: {{plate}}.",
            ],
            action: "Book another time"
        ),
        Template(
            purpose: .reminder, language: "en", subject: "Reminder: {{start}} at {{workshop}}",
            paragraphs: [
                "Hello {{name}},", "we expect you and {{plate}} at {{workshop}} on {{start}}.", "Work: {{services}}.",
                "Address: {{address}}",
            ],
            action: "See, move or cancel it"
        ),
    ]

    private static let german = [
        Template(
            purpose: .confirmation, language: "de", subject: "Gebucht: {{services}} am {{start}}",
            paragraphs: [
                "Guten Tag {{name}},", "Ihr Termin bei {{workshop}} ist gebucht: {{start}}.",
                "Arbeiten: {{services}}. Fahrzeug: {{plate}}. Preis: {{price}}.", "Adresse: {{address}}",
            ],
            action: "Ansehen, verschieben oder absagen"
        ),
        Template(
            purpose: .change, language: "de", subject: "Verschoben auf {{start}}: {{services}}",
            paragraphs: [
                "Guten Tag {{name}},", "Ihr Termin bei {{workshop}} ist jetzt am {{start}}. Vorher war er am {{previousStart}}.",
                "Arbeiten: {{services}}. Fahrzeug: {{plate}}.", "Adresse: {{address}}",
            ],
            action: "Ansehen, verschieben oder absagen"
        ),
        Template(
            purpose: .cancellation, language: "de", subject: "Abgesagt: {{services}} am {{start}}",
            paragraphs: [
                "Guten Tag {{name}},", "Ihr Termin bei {{workshop}} am {{start}} ist abgesagt. Sie müssen nichts weiter tun.",
                "Arbeiten: {{services}}. Fahrzeug: {{plate}}.",
            ],
            action: "Anderen Termin buchen"
        ),
        Template(
            purpose: .reminder, language: "de", subject: "Erinnerung: {{start}} bei {{workshop}}",
            paragraphs: [
                "Guten Tag {{name}},", "wir erwarten Sie mit {{plate}} bei {{workshop}}: {{start}}.", "Arbeiten: {{services}}.",
                "Adresse: {{address}}",
            ],
            action: "Ansehen, verschieben oder absagen"
        ),
    ]
}
