import Calendar
import Contracts
import Foundation
import Outbound

/// Turns a ledger entry into a mail and hands it to the mail server.
struct Mailer: Sendable {
    let smtp: SMTPClient
    let sender: EmailAddress
    /// The door, for a button without a link of its own.
    let publicURL: String

    /// - Returns: the mail server's receipt.
    func send(_ due: LedgerStore.Due, at now: Date) async throws -> String {
        let letter = Letter(due.purpose, due.appointment, fallbackURL: publicURL)
        let customer = due.appointment.customer
        let to = try EmailAddress(customer.email, name: customer.name)
        // A reminder changes nothing in a calendar.
        let calendar = due.purpose == .reminder ? [] : invitation(to: due.appointment, at: now)
        return try await send(letter.subject, letter.text, letter.html, calendar: calendar, to: to, id: due.id, at: now)
    }

    /// What lets a mail program put the appointment into its calendar, move it there or take it out.
    private func invitation(to appointment: AppointmentState, at now: Date) -> [EmailAlternative] {
        let organizer = CalendarEvent.Person(name: appointment.workshop.name, address: sender.address)
        let document = CalendarDocument.invitation(to: appointment, from: organizer, link: appointment.manageUrl, stamp: now)
        return [EmailAlternative(contentType: document.contentType, content: Array(document.text.utf8))]
    }

    /// Sends a one-time code. What may have been sent is sent again: a mail costs nothing, and its Message-ID tells mailboxes that it is the
    /// same.
    func send(_ letter: SignInLetter, to address: String, id: UUID, at now: Date) async -> CodeDelivery {
        do {
            return .taken(try await send(letter.subject, letter.text, letter.html, to: try EmailAddress(address), id: id, at: now))
        } catch {
            let failure = Failure(error)
            return failure.isPermanent ? .refused(failure.text) : .later(failure.text, after: nil)
        }
    }

    /// Tells a person how the way they sign in has changed.
    /// - Returns: the mail server's receipt.
    func send(_ change: AccountSecurityChange, at now: Date) async throws -> String {
        let letter = SecurityLetter(change, accountURL: publicURL + (publicURL.hasSuffix("/") ? "account" : "/account"))
        return try await send(letter.subject, letter.text, letter.html, to: try EmailAddress(change.email), id: change.id, at: now)
    }

    /// Offers a freed place to somebody who waits, or asks whether they want to.
    /// - Returns: the mail server's receipt.
    func send(_ notice: WaitingNotice, id: UUID, at now: Date) async throws -> String {
        switch notice {
        case .offer(let offer):
            let (letter, to) = (OfferLetter(offer), try EmailAddress(offer.email, name: offer.name))
            return try await send(letter.subject, letter.text, letter.html, to: to, id: id, at: now)
        case .confirmation(let confirmation):
            let (letter, to) = (ConfirmationLetter(confirmation), try EmailAddress(confirmation.email, name: confirmation.name))
            return try await send(letter.subject, letter.text, letter.html, to: to, id: id, at: now)
        }
    }

    /// Tells a customer what became of a request outside policy, and of the change that was granted: no other letter does.
    /// - Returns: the mail server's receipt.
    func send(_ request: ExceptionState, id: UUID, at now: Date) async throws -> String {
        guard let letter = RequestLetter(request, fallbackURL: publicURL) else { return "nothing to tell" }
        let to = try EmailAddress(request.customer.email, name: request.customer.name)
        let calendar = request.appointment.map { invitation(to: $0, at: now) } ?? []
        return try await send(letter.subject, letter.text, letter.html, calendar: calendar, to: to, id: id, at: now)
    }

    private func send(
        _ subject: String, _ text: String, _ html: String, calendar: [EmailAlternative] = [], to address: EmailAddress, id: UUID, at now: Date
    ) async throws -> String {
        let mail = EmailMessage(
            from: sender, to: [address], subject: subject, text: text, html: html, alternatives: calendar,
            // RFC 3834: no vacation reply wanted.
            headers: [EmailMessage.Header("Auto-Submitted", "auto-generated")], messageID: "\(id.text)@\(domain)", date: now
        )
        return try await smtp.send(mail).text
    }

    private var domain: String { sender.address.split(separator: "@").last.map(String.init) ?? "localhost" }

    /// What a failed try means, without the address.
    struct Failure {
        let text: String
        let isPermanent: Bool

        init(_ error: any Error) {
            switch error {
            case let error as SMTPError:
                text = String(error.description.prefix(300))
                isPermanent = error.isPermanent
            case let error as EmailMessageError:
                text = error.description
                isPermanent = true
            default:
                text = String(String(describing: error).prefix(300))
                isPermanent = false
            }
        }
    }
}
