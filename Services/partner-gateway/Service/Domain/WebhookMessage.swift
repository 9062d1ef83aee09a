import Contracts
import Foundation

/// The body of a webhook call (Standard Webhooks specification, "Payload structure").
struct WebhookMessage: Codable, Sendable {
    let type: WebhookType
    let timestamp: Date
    let data: Booking
    /// `sandbox`, or absent in earnest.
    var environment: String?

    /// What a partner is told of a booking.
    struct Booking: Codable, Sendable {
        let id: UUID
        let reference: String
        let status: BookingRequestStatus
        /// Grows with each change; ignore a message whose version is not higher than what you have.
        let version: Int64
        let appointmentId: UUID?
        let start: Date?
        let end: Date?
        let workshop: WorkshopReference?
        let price: Money?
        let reason: String?
        let alternatives: [Period]?
    }
}

/// How far a partner's booking request is.
enum BookingRequestStatus: String, StringEnum {
    case requested, booked, declined, cancelled, completed
    case noShow = "no_show"

    init(_ status: AppointmentStatus) {
        self = switch status {
        case .booked, .checkedIn, .started: .booked
        case .completed: .completed
        case .cancelled: .cancelled
        case .noShow: .noShow
        }
    }
}

extension WebhookMessage {
    /// What an appointment event means to the partner who asked for it; nil where no partner did.
    init?(_ event: Event<AppointmentState>) {
        let state = event.payload
        guard let partner = state.partner, let type = WebhookType(event.type) else { return nil }
        self.init(
            type: type, timestamp: event.time,
            data: Booking(
                id: partner.requestId, reference: partner.reference, status: BookingRequestStatus(state.status),
                version: event.aggregateVersion, appointmentId: state.id, start: state.start, end: state.end, workshop: state.workshop,
                price: state.price, reason: state.cancellation?.reason, alternatives: nil
            )
        )
    }

    /// A refusal.
    init(_ event: Event<AppointmentDeclined>) {
        let state = event.payload
        self.init(
            type: .declined, timestamp: event.time,
            data: Booking(
                id: state.requestId, reference: state.reference, status: .declined, version: event.aggregateVersion, appointmentId: nil,
                start: nil, end: nil, workshop: nil, price: nil, reason: state.reason, alternatives: state.alternatives
            )
        )
    }
}
