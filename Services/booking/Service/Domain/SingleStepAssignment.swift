import Contracts
import Foundation
import Scheduling

/// A visit as it is stored: of one step, by one technician in one bay. The catalogue sells no other.
struct SingleStepAssignment: Sendable {
    let technician: UUID
    let bay: UUID
    let tools: [UUID]
    let minutes: Range<EpochMinute>
    /// Preparation and clean-up included.
    let bayMinutes: Range<EpochMinute>

    var start: EpochMinute { minutes.lowerBound }
    var end: EpochMinute { minutes.upperBound }
}

extension SingleStepAssignment {
    /// Nil where there are more steps, more people, no bay or a loaner.
    init?(_ assignment: Assignment) {
        guard assignment.loaner == nil, assignment.steps.count == 1, let step = assignment.steps.first, let bay = step.bay,
            step.technicians.count == 1, let technician = step.technicians.first
        else { return nil }
        self.init(technician: technician, bay: bay, tools: step.tools, minutes: step.minutes, bayMinutes: step.bayMinutes)
    }
}
