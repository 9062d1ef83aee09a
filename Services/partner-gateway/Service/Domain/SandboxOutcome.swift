import Contracts
import Foundation

/// What becomes of a booking that is only tried out: decided by the reference alone, so that a partner can test each way.
enum SandboxOutcome: Sendable {
    case booked, declined, cancelled

    /// `decline-…` is declined with alternatives, `cancel-…` booked and then cancelled, anything else booked.
    init(reference: String) {
        self = reference.hasPrefix("decline-") ? .declined : reference.hasPrefix("cancel-") ? .cancelled : .booked
    }

    /// What the partner is told, in order, as it would be in earnest.
    func messages(id: UUID, reference: String, start: Date, at now: Date) -> [WebhookMessage] {
        let appointment = UUID.v5(namespace: GatewayNamespace.sandbox, name: id.text)
        let end = start + 3600
        func message(
            _ type: WebhookType, _ status: BookingRequestStatus, version: Int64, reason: String? = nil, alternatives: [Period]? = nil
        ) -> WebhookMessage {
            let isDeclined = status == .declined
            let booking = WebhookMessage.Booking(
                id: id, reference: reference, status: status, version: version, appointmentId: isDeclined ? nil : appointment,
                start: isDeclined ? nil : start, end: isDeclined ? nil : end, workshop: nil, price: nil, reason: reason,
                alternatives: alternatives
            )
            return WebhookMessage(type: type, timestamp: now, data: booking, environment: PartnerEnvironment.sandbox.claim)
        }
        let confirmed = message(.confirmed, .booked, version: 1)
        switch self {
        case .booked: return [confirmed]
        case .cancelled: return [confirmed, message(.cancelled, .cancelled, version: 2, reason: "sandbox")]
        case .declined:
            let later = [3600.0, 86_400].map { Period(start: start + $0, end: end + $0) }
            return [message(.declined, .declined, version: 1, reason: "slot-taken", alternatives: later)]
        }
    }
}
