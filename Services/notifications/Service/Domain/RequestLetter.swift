import Contracts
import Foundation

/// The letter that tells a customer what became of a request outside policy.
struct RequestLetter: Sendable, Hashable {
    let subject: String
    let text: String
    let html: String

    /// Nil where there is nothing to tell: it waits, or the appointment was changed otherwise, of which other letters tell.
    /// - Parameter fallbackURL: where the button leads when the appointment has no link.
    init?(_ request: ExceptionState, fallbackURL: String) {
        let words = RequestWords.of(request.customer.locale)
        guard let said = words.outcome(of: request) else { return nil }
        let values = Self.values(request)
        var paragraphs = [words.greeting, said.paragraph]
        if request.decision?.charged.map({ $0.amount > 0 }) ?? false { paragraphs.append(words.fee) }
        if request.decision?.note != nil { paragraphs.append(words.note) }
        subject = Template.fill(said.subject, values)
        (text, html) = MailPage.letter(words, paragraphs, values, action: words.action, link: request.manageUrl ?? fallbackURL)
    }

    private static func values(_ request: ExceptionState) -> [String: String] {
        let locale = Locale(identifier: request.customer.locale)
        let style = request.workshop.times(in: locale)
        let decision = request.decision
        return [
            "name": request.customer.name, "workshop": request.workshop.name, "start": request.appointmentStart.formatted(style),
            "newStart": (decision?.start ?? request.appointmentStart).formatted(style),
            "fee": decision?.charged.map { Letter.price($0, locale) } ?? "", "note": decision?.note ?? "",
        ]
    }
}

extension ExceptionState {
    /// The id of the letter that tells of it: a request is settled once.
    var notice: UUID { UUID.v5(namespace: id, name: "request settled") }

    /// Whether its customer is told: of what made it moot, the appointment's own letters tell.
    var isToBeTold: Bool { [.approved, .overridden, .declined, .expired].contains(status) }
}
