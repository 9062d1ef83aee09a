import Contracts
import Foundation

/// Why booking refuses something.
enum BookingError: DomainError, Equatable {
    /// Nobody, no bay or no tool is free for it; `alternatives` are starts that are, as far as they were looked for.
    case slotTaken(blockers: [String], alternatives: [Period])
    case unknownWorkshop
    case unknownService
    case unknownAppointment
    /// The appointment's status does not allow it.
    case notPossible(action: String, status: AppointmentStatus)
    /// It was changed between reading and writing.
    case changedMeanwhile
    /// The version named by `If-Match` is not the current one.
    case versionMismatch
    case tooLate(action: String, hours: Int)
    case startInPast
    case startTooFar
    case linkInvalid
    case linkExpired
    case importTooLarge(limit: Int)
    case tooManyHolds
    case unknownEntry
    /// An offer of the waiting list has expired or was answered.
    case offerGone
    case alreadyWaiting
    /// Somebody else's search for a plan goes on.
    case planningBusy

    var slug: String {
        switch self {
        case .slotTaken: "slot-taken"
        case .unknownWorkshop: "unknown-workshop"
        case .unknownService: "unknown-service"
        case .unknownAppointment: "unknown-appointment"
        case .notPossible: "not-possible-now"
        case .changedMeanwhile: "changed-meanwhile"
        case .versionMismatch: "version-mismatch"
        case .tooLate: "policy-window"
        case .startInPast: "start-in-past"
        case .startTooFar: "start-too-far"
        case .linkInvalid: "link-invalid"
        case .linkExpired: "link-expired"
        case .importTooLarge: "too-many-rows"
        case .tooManyHolds: "too-many-holds"
        case .unknownEntry: "unknown-entry"
        case .offerGone: "offer-gone"
        case .alreadyWaiting: "already-waiting"
        case .planningBusy: "planning-busy"
        }
    }

    var kind: DomainErrorKind {
        switch self {
        case .slotTaken, .notPossible, .changedMeanwhile, .versionMismatch, .tooLate, .offerGone, .alreadyWaiting: .conflict
        case .unknownWorkshop, .unknownAppointment, .unknownEntry: .notFound
        case .unknownService, .startInPast, .startTooFar, .importTooLarge: .invalid
        case .linkInvalid: .unauthenticated
        case .linkExpired: .gone
        case .tooManyHolds: .tooMany
        case .planningBusy: .unavailable
        }
    }

    var detail: String {
        switch self {
        case .slotTaken: "This time is not free for the work; choose one of the alternatives or search again."
        case .unknownWorkshop: "There is no such workshop; list them with GET /v1/workshops."
        case .unknownService: "One of the services is not offered at this workshop; list them with GET /v1/services."
        case .unknownAppointment: "There is no such appointment."
        case .notPossible(let action, let status): "An appointment that is \(status.rawValue) cannot \(action)."
        case .changedMeanwhile: "The appointment was changed by somebody else at the same moment; read it again and retry."
        case .versionMismatch: "The appointment has another version than If-Match names; read it again."
        case .tooLate(let action, let hours): "It is less than \(hours) hours to the appointment; to \(action) it, call the workshop."
        case .startInPast: "The start must lie in the future."
        case .startTooFar: "The start lies further ahead than the calendar is open."
        case .linkInvalid: "This link is not valid; use the latest one, or call the workshop."
        case .linkExpired: "This link has expired; book again or call the workshop."
        case .importTooLarge(let limit): "At most \(limit) rows fit one import; send the rest in another."
        case .tooManyHolds: "Too many slots are being booked here at the moment; book without holding one, or try again in a minute."
        case .unknownEntry: "There is no such place on the waiting list."
        case .offerGone: "This offer is no longer open: it was answered, or its time is over."
        case .alreadyWaiting: "This address waits for five things here already; leave the list for one of them first."
        case .planningBusy: "Another plan is being looked for; ask again in a few seconds."
        }
    }
}
