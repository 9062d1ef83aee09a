import Contracts
import Foundation

extension WebhookMessage {
    /// A call of the type, made of an event by the way real ones are; nil only where that way makes none.
    static func example(_ type: WebhookType) -> WebhookMessage? {
        guard type != .declined else { return WebhookMessage(event(type, AppointmentDeclined.example)) }
        var state = AppointmentState.example
        state.status = status(type)
        if type != .cancelled { state.cancellation = nil }
        return WebhookMessage(event(type, state))
    }

    private static func event<Payload: EventPayload>(_ type: WebhookType, _ payload: Payload) -> Event<Payload> {
        Event(
            id: GatewayNamespace.deliveries, source: "/pitcrew/eu/booking", type: type.event, subject: "", time: AppointmentState.example.changedAt,
            aggregateVersion: type == .declined ? 1 : AppointmentState.example.version, region: "eu", dataClass: .personal, traceparent: nil,
            payload: payload
        )
    }

    private static func status(_ type: WebhookType) -> AppointmentStatus {
        switch type {
        case .confirmed, .updated, .declined: .booked
        case .cancelled: .cancelled
        case .checkedIn: .checkedIn
        case .started: .started
        case .completed: .completed
        case .noShow: .noShow
        }
    }
}
