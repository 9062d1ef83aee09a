import Contracts
import Foundation

/// Whom each kind of message goes to. Where an event names no customer, the address tells which one it is.
extension ContactWish {
    /// A message of the appointments' ledger. But for a cancellation there is no use in it once the appointment begins.
    init(_ due: LedgerStore.Due) {
        let appointment = due.appointment
        self.init(
            message: due.id, kind: MessageKind(due.purpose), person: appointment.customer.id, channel: .email, address: appointment.customer.email,
            zone: appointment.workshop.timeZone, until: due.purpose == .cancellation ? nil : appointment.start
        )
    }

    init(_ notice: WaitingNotice, id: UUID) {
        let kind: MessageKind = switch notice {
        case .offer: .waitingListOffer
        case .confirmation: .waitingListConfirmation
        }
        let letter = notice.letter
        self.init(
            message: id, kind: kind, person: NaturalIdentity.customer(email: letter.email), channel: .email, address: letter.email,
            zone: letter.workshop.timeZone, until: letter.expiresAt
        )
    }

    /// - Parameter end: after which it is no news any more.
    init(_ request: ExceptionState, id: UUID, until end: Date) {
        self.init(
            message: id, kind: .requestDecided, person: request.customer.id, channel: .email, address: request.customer.email,
            zone: request.workshop.timeZone, until: end
        )
    }

    init(_ change: AccountSecurityChange, id: UUID) {
        self.init(
            message: id, kind: .securityNotice, person: NaturalIdentity.customer(email: change.email), channel: .email, address: change.email
        )
    }

    init(_ code: SignInCodeStore.Due) {
        let isMail = code.channel == .email
        self.init(
            message: code.id, kind: .signInCode, person: isMail ? NaturalIdentity.customer(email: code.address) : nil,
            channel: isMail ? .email : .sms, address: code.address, until: code.expiresAt
        )
    }
}
