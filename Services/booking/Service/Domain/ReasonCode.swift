import Contracts

/// Why the schedule is changed, or is not, as the audit trail and the figures know it.
enum ReasonCode: String, StringEnum {
    // Customers' reasons
    case noLongerNeeded = "no_longer_needed"
    case timeDoesNotSuit = "time_does_not_suit"
    case otherWorkshop = "other_workshop"
    case tooExpensive = "too_expensive"
    case changedPlans = "changed_plans"
    case illness
    case vehicleNotThere = "vehicle_not_there"
    case other

    // The workshop's
    case customerRequest = "customer_request"
    case technicianAbsent = "technician_absent"
    case partsMissing = "parts_missing"
    case workshopClosed = "workshop_closed"
    case bayClosed = "bay_closed"
    case overrun
    case weather
    /// Entered by mistake.
    case correction
    case noAnswer = "no_answer"
    /// Makes way for what is more pressing.
    case displaced
    /// Taken back right after it was done.
    case undone

    // Decisions on requests outside policy
    case goodwill
    case loyalCustomer = "loyal_customer"
    case ourMistake = "our_mistake"
    case noCapacity = "no_capacity"
    case tooShortNotice = "too_short_notice"
    case tooOften = "too_often"
}

/// Why somebody changes an appointment, and what they agree to.
struct ChangeGrounds: Sendable, Hashable {
    /// The longest text in people's own words, in bytes: 400 characters of whatever script.
    static let longestNote = 1_600

    var reason: ReasonCode?
    /// In their own words; goes into the audit trail.
    var note: String?
    /// The fee the customer agrees to, in minor units of the appointment's currency.
    var acceptFee: Int?

    func validate(_ validation: inout Validation) {
        validation.requireText(note, "note", atMost: Self.longestNote)
    }
}
