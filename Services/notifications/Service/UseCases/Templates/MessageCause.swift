import Contracts
import Foundation

/// What a message tells, to whom, and where it leads.
struct MessageCause: Sendable {
    let kind: MessageKind
    /// The reader's language, BCP 47.
    let locale: String
    /// The workshop that speaks; nil where the service itself does.
    var workshop: UUID?
    /// IANA name: what times are told in.
    let zone: String
    /// Where its button leads.
    let link: String
    /// The event, and what is known beside it.
    let values: [String: JSONValue]

    init(
        _ kind: MessageKind, locale: String, workshop: UUID? = nil, zone: String, link: String, event: some Encodable, more: [String: JSONValue] = [:]
    ) throws {
        (self.kind, self.locale, self.workshop, self.zone, self.link) = (kind, locale, workshop, zone, link)
        guard case .object(let members) = try ContractVariables.values(of: event) else {
            values = more
            return
        }
        values = members.merging(more) { _, more in more }
    }

    /// An appointment, as the purpose tells of it. What is called off leads to the door, where another can be booked.
    static func appointment(_ state: AppointmentState, _ kind: MessageKind, fallbackURL: String) throws -> MessageCause {
        let link = kind == .cancellation ? fallbackURL : state.manageUrl ?? fallbackURL
        return try MessageCause(
            kind, locale: state.customer.locale, workshop: state.workshop.id, zone: state.workshop.timeZone, link: link, event: state
        )
    }

    /// A freed place for somebody who waits.
    static func offer(_ offer: WaitingListOffer) throws -> MessageCause {
        try MessageCause(
            .waitingListOffer, locale: offer.locale, workshop: offer.workshop.id, zone: offer.workshop.timeZone, link: offer.url, event: offer
        )
    }

    /// The question to an address that was put on a waiting list.
    static func confirmation(_ asked: WaitingListConfirmation) throws -> MessageCause {
        try MessageCause(
            .waitingListConfirmation, locale: asked.locale, workshop: asked.workshop.id, zone: asked.workshop.timeZone, link: asked.url,
            event: asked
        )
    }

    /// What became of a request outside policy; nil where there is nothing to tell: it waits, or other letters tell.
    static func request(_ request: ExceptionState, fallbackURL: String) throws -> MessageCause? {
        guard request.isToBeTold else { return nil }
        var request = request
        // A move is told by where it went to, which is where it was where nobody says.
        if request.decision != nil, request.decision?.start == nil { request.decision?.start = request.appointmentStart }
        return try MessageCause(
            .requestDecided, locale: request.customer.locale, workshop: request.workshop.id, zone: request.workshop.timeZone,
            link: request.manageUrl ?? fallbackURL, event: request
        )
    }

    /// A change of the way somebody signs in. Times are UTC and say so: where the reader is, is not known.
    /// - Parameter accountURL: the page on which people see and end their sessions, and have their passkeys and numbers.
    static func security(_ change: AccountSecurityChange, accountURL: String) throws -> MessageCause {
        var change = change
        if change.label.map(leadsElsewhere) ?? false { change.label = nil }
        return try MessageCause(.securityNotice, locale: change.locale ?? "", zone: "GMT", link: accountURL, event: change)
    }

    /// A code to sign in with.
    /// - Parameter host: of our pages, without port; nil leaves out what binds the code to them.
    static func signInCode(_ code: String, locale: String, host: String?, link: String) throws -> MessageCause {
        var more: [String: JSONValue] = ["code": .string(code)]
        more["host"] = host.map(JSONValue.string)
        return try MessageCause(.signInCode, locale: locale, zone: "GMT", link: link, event: ["locale": locale], more: more)
    }

    /// A device tells its own name: one that mail programs would make a link of is left out.
    private static func leadsElsewhere(_ label: String) -> Bool {
        let plain = label.lowercased()
        return plain.contains("://") || plain.contains("www.")
    }
}
