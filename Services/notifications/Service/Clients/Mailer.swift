import Calendar
import Contracts
import Foundation
import Outbound

/// Hands messages in words to the mail server.
struct Mailer: Sendable {
    let smtp: SMTPClient
    /// Who writes, where a brand has no sender of its own.
    let sender: EmailAddress

    /// - Parameter alternatives: further forms of the same, as an invitation.
    /// - Returns: the mail server's receipt.
    func send(
        _ written: WrittenMessage, to address: EmailAddress, alternatives: [EmailAlternative] = [], id: UUID, at now: Date
    ) async throws -> String {
        let message = written.message
        let mail = EmailMessage(
            from: sender(of: written.brand), to: [address], subject: message.subject, text: message.text, html: message.html,
            alternatives: alternatives,
            // RFC 3834: no vacation reply wanted.
            headers: [EmailMessage.Header("Auto-Submitted", "auto-generated")], messageID: "\(id.text)@\(domain)", date: now
        )
        return try await smtp.send(mail).text
    }

    /// What lets a mail program put the appointment into its calendar, move it there or take it out.
    func invitation(to appointment: AppointmentState, as brand: Brand, at now: Date) -> [EmailAlternative] {
        let organizer = CalendarEvent.Person(name: appointment.workshop.name, address: sender(of: brand).address)
        let document = CalendarDocument.invitation(to: appointment, from: organizer, link: appointment.manageUrl, stamp: now)
        return [EmailAlternative(contentType: document.contentType, content: Array(document.text.utf8))]
    }

    /// Sends a one-time code. What may have been sent is sent again: a mail costs nothing, and its Message-ID tells mailboxes that it is the
    /// same.
    func sendCode(_ written: WrittenMessage, to address: String, id: UUID, at now: Date) async -> CodeDelivery {
        do {
            return .taken(try await send(written, to: try EmailAddress(address), id: id, at: now))
        } catch {
            let failure = Failure(error)
            return failure.isPermanent ? .refused(failure.text) : .later(failure.text, after: nil)
        }
    }

    private func sender(of brand: Brand) -> EmailAddress { brand.sender.flatMap { try? EmailAddress(parsing: $0) } ?? sender }

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
