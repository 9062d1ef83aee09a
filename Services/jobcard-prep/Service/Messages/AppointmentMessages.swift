import Contracts
import Outbox

/// Appointments become job cards, and job cards follow their appointments.
struct AppointmentMessages: Sendable {
    let prepare: PrepareJobcard

    func register(_ handlers: inout MessageHandlers) {
        handlers.on(EventType.appointmentStates, AppointmentState.self) { event, transaction in
            try await prepare.run(event.payload, in: transaction)
        }
        // A job card takes names and times from its appointment; the catalogue itself is not kept here.
        handlers.on(.serviceChanged, ServiceState.self) { _, _ in }
        handlers.on(.workshopChanged, WorkshopState.self) { _, _ in }
    }
}
