import Contracts
import Foundation

/// What analytics keeps of an appointment.
struct AppointmentFact: Sendable {
    let state: AppointmentState
    /// The day of the start where the workshop is.
    let localDay: LocalDate

    init(_ state: AppointmentState) {
        self.state = state
        let zone = TimeZone(identifier: state.workshop.timeZone) ?? .gmt
        let seconds = Int(state.start.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: state.start)
        localDay = LocalDate(daysSince1970: Int((Double(seconds) / 86_400).rounded(.down)))
    }

    /// One fact for each appointment, the one of the highest version.
    static func latest(of states: [AppointmentState]) -> [AppointmentFact] {
        Dictionary(states.map { ($0.id, $0) }) { $0.version >= $1.version ? $0 : $1 }.values.map(AppointmentFact.init)
    }
}
