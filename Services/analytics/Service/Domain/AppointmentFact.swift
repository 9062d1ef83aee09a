import Contracts
import Foundation

/// What analytics keeps of an appointment.
struct AppointmentFact: Sendable {
    let state: AppointmentState
    /// The day of the start where the workshop is.
    let localDay: LocalDate

    init(_ state: AppointmentState) {
        self.state = state
        localDay = LocalDate(state.start, in: state.workshop.timeZone)
    }
}
