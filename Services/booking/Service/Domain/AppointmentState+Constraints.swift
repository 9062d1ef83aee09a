import Contracts
import Foundation

/// What holds an appointment back, or where it is.
extension AppointmentState {
    /// The same with another earliest start; nil: whenever. It stays where it is: whoever plans anew moves it.
    func released(at release: Date?, now: Date) throws(BookingError) -> AppointmentState {
        try demand([.booked, .checkedIn], "get another release")
        var next = changed(at: now)
        next.release = release
        return next
    }

    /// The same, pinned or not.
    func pinned(_ isPinned: Bool, now: Date) throws(BookingError) -> AppointmentState {
        try demand([.booked, .checkedIn], isPinned ? "be pinned" : "be unpinned")
        var next = changed(at: now)
        next.pinned = isPinned ? true : nil
        return next
    }

    /// The same as what grants a request outside policy; nil: as nothing does.
    func granting(_ request: UUID?) -> AppointmentState {
        var next = self
        next.granted = request
        return next
    }

    /// Refuses a start at which its work cannot begin yet.
    func checkRelease(_ start: Date) throws(PlanningError) {
        if let release, start < release { throw .beforeRelease(release) }
    }
}

/// Why a place cannot be planned for.
enum PlanningError: DomainError, Equatable {
    /// Its work cannot begin before.
    case beforeRelease(Date)

    var slug: String { "before-release" }

    var kind: DomainErrorKind { .conflict }

    var detail: String {
        switch self {
        case .beforeRelease(let release):
            "This work cannot begin before \(Timestamp.text(release)); choose a later start, or give it another release."
        }
    }
}
