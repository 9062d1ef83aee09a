import Contracts
import Foundation

/// The event of about a kilobyte that `http` and `json` read and write: an appointment as it was booked.
enum BenchEvent {
    static var state: AppointmentState {
        var state = AppointmentState.example
        state.status = .booked
        state.tools = []
        (state.partner, state.note, state.previousStart, state.cancellation, state.manageUrl) = (nil, nil, nil, nil, nil)
        return state
    }
}
