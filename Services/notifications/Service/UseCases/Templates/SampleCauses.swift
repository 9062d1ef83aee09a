import Contracts
import Foundation

/// Examples of what messages tell, made of the examples that come with the events' contracts.
struct SampleCauses: Sendable {
    let publicURL: URL

    /// - Parameters:
    ///   - locale: the reader's.
    ///   - state: a real appointment instead of an example; nil for other messages than an appointment's.
    func cause(of kind: MessageKind, locale: String, appointment state: AppointmentState? = nil) throws -> MessageCause {
        let door = publicURL.absoluteString
        switch kind {
        case .confirmation, .change, .cancellation, .reminder, .checkIn, .approvalRequest, .ready, .followUp, .receipt:
            var state = state ?? .example
            state.customer.locale = locale
            return try .appointment(state, kind, fallbackURL: door)
        case .waitingListOffer:
            var offer = WaitingListOffer.example
            offer.locale = locale
            return try .offer(offer)
        case .waitingListConfirmation:
            var asked = WaitingListConfirmation.example
            asked.locale = locale
            return try .confirmation(asked)
        case .requestDecided:
            var request = ExceptionState.example
            request.customer.locale = locale
            return try MessageCause.request(request, fallbackURL: door) ?? MessageCause(
                kind, locale: locale, zone: request.workshop.timeZone, link: door, event: request
            )
        case .signInCode: return try .signInCode("012345", locale: locale, host: publicURL.host(), link: door)
        case .securityNotice:
            var change = AccountSecurityChange.example
            change.locale = locale
            return try .security(change, accountURL: publicURL.appending(path: "account").absoluteString)
        }
    }
}
