/// Every event type of the platform.
extension EventType {
    public static let appointmentCreated = EventType("appointment.created")
    public static let appointmentUpdated = EventType("appointment.updated")
    public static let appointmentCancelled = EventType("appointment.cancelled")
    public static let appointmentCheckedIn = EventType("appointment.checked_in")
    public static let appointmentStarted = EventType("appointment.started")
    public static let appointmentCompleted = EventType("appointment.completed")
    public static let appointmentNoShow = EventType("appointment.no_show")
    public static let appointmentDeclined = EventType("appointment.declined")
    public static let waitingListOffered = EventType("waiting_list.offered")
    public static let waitingListConfirmationRequested = EventType("waiting_list.confirmation_requested")
    public static let exceptionRequested = EventType("exception.requested")
    public static let exceptionDecided = EventType("exception.decided")
    public static let serviceChanged = EventType("service.changed")
    public static let technicianChanged = EventType("technician.changed")
    public static let workshopChanged = EventType("workshop.changed")

    public static let notificationSent = EventType("notification.sent")
    public static let notificationFailed = EventType("notification.failed")

    public static let jobcardDrafted = EventType("jobcard.drafted")
    public static let jobcardUpdated = EventType("jobcard.updated")
    public static let partsReserved = EventType("parts.reserved")
    public static let partsShort = EventType("parts.short")
    public static let procurementRequested = EventType("procurement.requested")

    public static let customerCreated = EventType("customer.created")
    public static let customerUpdated = EventType("customer.updated")
    public static let customerErased = EventType("customer.erased")
    public static let vehicleUpdated = EventType("vehicle.updated")
    public static let consentChanged = EventType("consent.changed")

    public static let partnerChanged = EventType("partner.changed")
    public static let partnerBookingRequested = EventType("partner.booking_requested")
    public static let signingKeysChanged = EventType("signing_keys.changed")
    public static let sessionChanged = EventType("session.changed")
    public static let signInCodeRequested = EventType("sign_in_code.requested")
    public static let accountSecurityChanged = EventType("account.security_changed")

    public static let churnScored = EventType("churn.scored")
    public static let modelPromoted = EventType("model.promoted")

    /// Everything that carries the state of an appointment.
    public static let appointmentStates: [EventType] = [
        .appointmentCreated, .appointmentUpdated, .appointmentCancelled, .appointmentCheckedIn, .appointmentStarted,
        .appointmentCompleted, .appointmentNoShow,
    ]
}
