import Contracts
import Outbox

/// Appointments become facts.
struct AppointmentMessages: Sendable {
    func register(_ handlers: inout MessageHandlers) {
        for type in EventType.appointmentStates {
            handlers.onBatch(type, AppointmentState.self) { events, transaction in
                try await AppointmentStore.apply(events.map(\.payload).latest().map(AppointmentFact.init), in: transaction)
            }
        }
    }
}
