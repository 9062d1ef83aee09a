import Contracts
import Outbox

/// Appointments cause messages.
struct AppointmentMessages: Sendable {
    let plan: PlanMessages

    func register(_ handlers: inout MessageHandlers) {
        handlers.on(EventType.appointmentStates, AppointmentState.self) { event, transaction in
            try await plan.run(event.payload, in: transaction)
        }
    }
}
