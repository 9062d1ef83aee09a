import Contracts
import Foundation

/// The answer to a booking: the appointment and the customer's key to it.
struct BookedAppointment: Codable, Sendable, Hashable {
    let appointment: AppointmentState
    /// The bearer token behind the customer's link.
    let manageToken: String
    let manageUrl: String
}

/// What a customer sees behind the link.
struct AppointmentView: Codable, Sendable, Hashable {
    let appointment: AppointmentState
    let policy: PolicyView
    /// The latest request outside policy; absent where there never was one.
    var exception: RequestView?
}
