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

    /// One fact for each appointment, the one of the highest version.
    static func latest(of states: [AppointmentState]) -> [AppointmentFact] {
        Dictionary(states.map { ($0.id, $0) }) { $0.version >= $1.version ? $0 : $1 }.values.map(AppointmentFact.init)
    }
}
