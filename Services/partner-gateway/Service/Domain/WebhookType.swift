import Contracts

/// What a partner is called for, beside `PingMessage`. The wire names are the partner's, not those of the events.
enum WebhookType: String, StringEnum {
    case confirmed = "booking.confirmed"
    case updated = "booking.updated"
    case cancelled = "booking.cancelled"
    case checkedIn = "booking.checked_in"
    case started = "booking.started"
    case completed = "booking.completed"
    case noShow = "booking.no_show"
    case declined = "booking.declined"

    /// The event that it tells of.
    var event: EventType {
        switch self {
        case .confirmed: .appointmentCreated
        case .updated: .appointmentUpdated
        case .cancelled: .appointmentCancelled
        case .checkedIn: .appointmentCheckedIn
        case .started: .appointmentStarted
        case .completed: .appointmentCompleted
        case .noShow: .appointmentNoShow
        case .declined: .appointmentDeclined
        }
    }

    /// Nil for an event that partners are not called for.
    init?(_ event: EventType) {
        guard let type = Self.allCases.first(where: { $0.event == event }) else { return nil }
        self = type
    }
}
