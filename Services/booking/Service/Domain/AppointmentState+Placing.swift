import Contracts
import Foundation
import Scheduling

extension AppointmentState {
    /// Sets when it is, who does it, where, and with what.
    mutating func place(at visit: PlacedVisit, in model: WorkshopModel) {
        start = Date(epochMinute: visit.start)
        end = Date(epochMinute: visit.end)
        technician = model.technician(visit.technician)
        bay = model.bay(visit.bay)
        tools = visit.tools.map(model.tool)
        loaner = visit.assignment.loaner.map(model.tool)
        steps = model.steps(of: visit.assignment)
    }
}

extension AppointmentState {
    /// Its steps, whether or not the state names them one by one.
    var placedSteps: [AppointmentStep] {
        steps ?? [AppointmentStep(start: start, end: end, technicians: [technician], bay: bay, tools: tools)]
    }
}

extension WorkshopModel {
    /// Nil for a visit that its technician, bay, start and end tell whole.
    fileprivate func steps(of assignment: Assignment) -> [AppointmentStep]? {
        guard assignment.steps.count > 1 || assignment.steps.contains(where: { $0.technicians.count > 1 }) else { return nil }
        return assignment.steps.map { step in
            AppointmentStep(
                start: Date(epochMinute: step.start), end: Date(epochMinute: step.end), technicians: step.technicians.map(technician),
                bay: step.bay.map(bay), tools: step.tools.map(tool)
            )
        }
    }
}
