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
        let mail = EmailMessage(
            from: sender, to: [try EmailAddress(due.appointment.customer.email, name: due.appointment.customer.name)],
            subject: letter.subject, text: letter.text, html: letter.html,
            // RFC 3834: no vacation reply wanted.
            headers: [EmailMessage.Header("Auto-Submitted", "auto-generated")], messageID: "\(due.id.text)@\(domain)", date: now
        )
        return try await smtp.send(mail).text
    }

    /// Sends a one-time code. What may have been sent is sent again: a mail costs nothing, and its Message-ID tells mailboxes that it is the
    /// same.
    func send(_ letter: SignInLetter, to address: String, id: UUID, at now: Date) async -> CodeDelivery {
        do {
            let mail = EmailMessage(
                from: sender, to: [try EmailAddress(address)], subject: letter.subject, text: letter.text, html: letter.html,
                headers: [EmailMessage.Header("Auto-Submitted", "auto-generated")], messageID: "\(id.text)@\(domain)", date: now
            )
            return .taken(try await smtp.send(mail).text)
        } catch {
            let failure = Failure(error)
            return failure.isPermanent ? .refused(failure.text) : .later(failure.text, after: nil)
        }
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
