import Contracts
import Outbox

/// Appointments make customers, vehicles and visits; scores go beside them.
struct CustomerMessages: Sendable {
    let appointments: RecordAppointments
    let scores: RecordScores

    func register(_ handlers: inout MessageHandlers) {
        for type in EventType.appointmentStates {
            handlers.onBatch(type, AppointmentState.self) { events, transaction in
                try await appointments.run(events.map(\.payload), in: transaction)
            }
        }
        handlers.onBatch(.churnScored, ChurnScore.self) { events, transaction in
            try await scores.run(events.map(\.payload), in: transaction)
        }
    }
}
