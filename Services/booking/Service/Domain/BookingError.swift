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
    /// The policy refuses it so close to the start.
    case tooLate(AppointmentChange, Duration)
    case tooManyMoves(limit: Int)
    /// It costs that much, and the customer has not agreed to it.
    case feeApplies(Money)
    case tooManyOpen(limit: Int)
    case startTooSoon(minutes: Int)
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
    case unknownException
    /// There is a request of this appointment that waits for a decision.
    case exceptionPending
    /// The policy allows it: nobody has to be asked.
    case exceptionNotNeeded
    case exceptionSettled(ExceptionStatus)

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
        case .tooManyMoves: "too-many-moves"
        case .feeApplies: "fee-applies"
        case .tooManyOpen: "too-many-open"
        case .startTooSoon: "start-too-soon"
        case .unknownException: "unknown-exception"
        case .exceptionPending: "exception-pending"
        case .exceptionNotNeeded: "exception-not-needed"
        case .exceptionSettled: "exception-settled"
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
        case .slotTaken, .notPossible, .changedMeanwhile, .versionMismatch, .tooLate, .tooManyMoves, .feeApplies, .tooManyOpen,
            .exceptionPending, .exceptionNotNeeded, .exceptionSettled, .offerGone, .alreadyWaiting: .conflict
        case .unknownWorkshop, .unknownAppointment, .unknownException, .unknownEntry: .notFound
        case .unknownService, .startInPast, .startTooFar, .startTooSoon, .importTooLarge: .invalid
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
        case .tooLate(let change, let window):
            "A customer may \(change.rawValue) this until \(Self.text(window)) before its start; ask for an exception, or call the workshop."
        case .tooManyMoves(let limit):
            "This appointment may be moved by its customer \(limit == 1 ? "once" : "\(limit) times"); ask for an exception, or call the workshop."
        case .feeApplies(let fee):
            "This costs \(fee.amount) \(fee.currency) in minor units; send acceptFee with that amount to agree, or ask for an exception."
        case .tooManyOpen(let limit): "A customer may have \(limit) appointments ahead; cancel one, or call the workshop."
        case .startTooSoon(let minutes): "This work is booked at least \(minutes) minutes ahead; choose a later time, or call the workshop."
        case .unknownException: "There is no such request."
        case .exceptionPending: "A request for this appointment waits for a decision already."
        case .exceptionNotNeeded: "The policy allows this; it can be done without asking."
        case .exceptionSettled(let status): "The request is \(status.rawValue) and waits for no decision any more."
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

    /// As "24 h" or "1 h 30 min".
    private static func text(_ duration: Duration) -> String {
        let minutes = Int((duration / .seconds(60)).rounded(.up))
        let parts = [(minutes / 60, "h"), (minutes % 60, "min")].filter { $0.0 > 0 }
        return parts.isEmpty ? "0 min" : parts.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }
}
