import Contracts
import Outbox

/// What happened to the bookings that partners asked for.
struct BookingMessages: Sendable {
    let answer: AnswerPartner

    func register(_ handlers: inout MessageHandlers) {
        handlers.on(EventType.appointmentStates, AppointmentState.self) { event, transaction in
            guard let partner = event.payload.partner, let message = WebhookMessage(event) else { return }
            try await answer.run(message, partner: partner.id, cause: event.id, in: transaction)
        }
        handlers.on(.appointmentDeclined, AppointmentDeclined.self) { event, transaction in
            try await answer.run(WebhookMessage(event), partner: event.payload.partnerId, cause: event.id, in: transaction)
        }
    }
}
