import Contracts
import Foundation
import Scheduling

/// What may become of an appointment. Each gives the next state, one version on, or refuses.
extension AppointmentState {
    /// The appointment set to another time, people and place.
    func moved(to visit: PlacedVisit, in model: WorkshopModel, at now: Date) throws(BookingError) -> AppointmentState {
        try demand([.booked, .checkedIn], "move")
        var next = changed(at: now)
        next.previousStart = start
        next.place(at: visit, in: model)
        return next
    }

    /// The same with another link for the customer.
    func relinked(_ url: String, at now: Date) throws(BookingError) -> AppointmentState {
        try demand([.booked, .checkedIn], "get another link")
        var next = changed(at: now)
        next.manageUrl = url
        return next
    }

    func cancelled(reason: String, by actor: Actor, at now: Date) throws(BookingError) -> AppointmentState {
        try demand([.booked, .checkedIn], "cancel")
        var next = changed(at: now)
        next.status = .cancelled
        next.cancellation = Cancellation(reason: reason, by: actor.kind, at: now)
        return next
    }

    func advanced(by step: VisitStep, at now: Date) throws(BookingError) -> AppointmentState {
        try demand(step.from, step.rawValue)
        var next = changed(at: now)
        next.status = step.to
        return next
    }

    func changed(at now: Date) -> AppointmentState {
        var next = self
        next.version += 1
        next.changedAt = now
        next.granted = nil
        return next
    }

    func demand(_ allowed: [AppointmentStatus], _ action: String) throws(BookingError) {
        guard allowed.contains(status) else { throw .notPossible(action: action, status: status) }
    }
}

/// The steps of a visit after booking.
enum VisitStep: String, Sendable, CaseIterable {
    case checkIn = "check in"
    case start
    case complete
    case noShow = "be marked as a no-show"

    var from: [AppointmentStatus] {
        switch self {
        case .checkIn, .noShow: [.booked]
        case .start: [.booked, .checkedIn]
        case .complete: [.started]
        }
    }

    var to: AppointmentStatus {
        switch self {
        case .checkIn: .checkedIn
        case .start: .started
        case .complete: .completed
        case .noShow: .noShow
        }
    }

    var event: EventType {
        switch self {
        case .checkIn: .appointmentCheckedIn
        case .start: .appointmentStarted
        case .complete: .appointmentCompleted
        case .noShow: .appointmentNoShow
        }
    }
}
