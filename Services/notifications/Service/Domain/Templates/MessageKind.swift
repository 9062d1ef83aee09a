import Contracts

/// What a message is for. Each is caused by one event, whose contract says which variables its templates have.
enum MessageKind: String, StringEnum {
    case confirmation, change, cancellation, reminder
    case checkIn = "check_in"
    case approvalRequest = "approval_request"
    case ready
    case followUp = "follow_up"
    case receipt
    case waitingListOffer = "waiting_list_offer"
    case waitingListConfirmation = "waiting_list_confirmation"
    case requestDecided = "request_decided"
    case signInCode = "sign_in_code"
    case securityNotice = "security_notice"

    init(_ purpose: NotificationState.Purpose) {
        switch purpose {
        case .confirmation: self = .confirmation
        case .change: self = .change
        case .cancellation: self = .cancellation
        case .reminder: self = .reminder
        }
    }

    /// The event that its variables come from. A request for approval has none of its own yet: it tells of the appointment.
    var event: EventType {
        switch self {
        case .confirmation, .reminder: .appointmentCreated
        case .change: .appointmentUpdated
        case .cancellation: .appointmentCancelled
        case .checkIn: .appointmentCheckedIn
        case .approvalRequest: .appointmentStarted
        case .ready, .followUp, .receipt: .appointmentCompleted
        case .waitingListOffer: .waitingListOffered
        case .waitingListConfirmation: .waitingListConfirmationRequested
        case .requestDecided: .exceptionDecided
        case .signInCode: .signInCodeRequested
        case .securityNotice: .accountSecurityChanged
        }
    }

    /// Whether anything sends it yet; the others wait for their rules.
    var isSent: Bool {
        switch self {
        case .confirmation, .change, .cancellation, .reminder, .waitingListOffer, .waitingListConfirmation, .requestDecided, .signInCode,
            .securityNotice: true
        case .checkIn, .approvalRequest, .ready, .followUp, .receipt: false
        }
    }
}

/// How a message reaches somebody.
enum MessageChannel: String, StringEnum {
    case email, sms
}
