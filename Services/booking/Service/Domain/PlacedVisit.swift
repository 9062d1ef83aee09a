import Contracts
import Foundation
import Scheduling

/// A visit with a place: its assignment, who leads it, and where the car is.
struct PlacedVisit: Sendable {
    let assignment: Assignment
    /// The first technician of the first step.
    let technician: UUID
    /// The first bay the car comes to.
    let bay: UUID

    /// Nil where there is no bay: a car that is never brought in cannot be booked.
    init?(_ assignment: Assignment) {
        guard let technician = assignment.steps.first?.technicians.first, let bay = assignment.steps.lazy.compactMap(\.bay).first else {
            return nil
        }
        self.assignment = assignment
        self.technician = technician
        self.bay = bay
    }

    var start: EpochMinute { assignment.start }
    var end: EpochMinute { assignment.end }

    /// Units in use, each once, in the order of steps.
    var tools: [UUID] {
        assignment.steps.flatMap(\.tools).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The local days on which anything is taken.
    func days(in calendar: WorkshopCalendar) -> Set<LocalDate> {
        Set(assignment.taken.flatMap { calendar.days(of: $0.minutes) }.map(\.date))
    }
}
