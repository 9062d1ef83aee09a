import Contracts
import Foundation

/// A message in words, ready for a mail: subject, plain text and HTML.
struct Letter: Sendable, Hashable {
    let subject: String
    let text: String
    let html: String

    /// - Parameter fallbackURL: where the button leads when the appointment has no link of its own.
    init(_ purpose: NotificationState.Purpose, _ state: AppointmentState, fallbackURL: String) {
        let template = Template.of(purpose, locale: state.customer.locale)
        let values = Self.values(state)
        let link = purpose == .cancellation ? fallbackURL : state.manageUrl ?? fallbackURL
        subject = Template.fill(template.subject, values)
        let lines = template.paragraphs.map { Template.fill($0, values) }
        text = lines.joined(separator: "\n\n") + "\n\n\(template.action): \(link)\n"
        let paragraphs = template.paragraphs.map { "<p>\(Template.fill(Self.escaped($0), values, escape: Self.escaped))</p>" }
        html = MailPage.html(language: template.language, body: """
            \(paragraphs.joined(separator: "\n"))
            <p style="margin:24px 0 0"><a href="\(Self.escaped(link))" style="display:inline-block;padding:12px 20px;background:#c2410c;color:#fff;\
            text-decoration:none">\(Self.escaped(template.action))</a></p>
            """)
    }

    /// The variables' values in the customer's language and the workshop's time.
    static func values(_ state: AppointmentState) -> [String: String] {
        let locale = Locale(identifier: state.customer.locale)
        let style = state.workshop.times(in: locale)
        return [
            "name": state.customer.name, "workshop": state.workshop.name, "address": state.workshop.address,
            "start": state.start.formatted(style), "previousStart": (state.previousStart ?? state.start).formatted(style),
            "services": state.services.map(\.name).joined(separator: ", "), "plate": state.vehicle.plate,
            "price": price(state.price, locale),
        ]
    }

    /// Minor units as the currency counts them (ISO 4217).
    static func price(_ money: Money, _ locale: Locale) -> String {
        let digits = ["JPY", "KRW"].contains(money.currency) ? 0 : ["BHD", "KWD", "OMR", "JOD", "TND"].contains(money.currency) ? 3 : 2
        let scale = digits == 0 ? 1 : digits == 3 ? 1000 : 100
        let amount = Decimal(money.amount) / Decimal(scale)
        return amount.formatted(.currency(code: money.currency).precision(.fractionLength(digits)).locale(locale))
    }

    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}

extension WorkshopReference {
    /// How letters say when something is at this workshop: in its zone, day and time in full.
    func times(in locale: Locale) -> Date.FormatStyle {
        Date.FormatStyle(date: .complete, time: .shortened, locale: locale, timeZone: TimeZone(identifier: timeZone) ?? .gmt)
    }
}
