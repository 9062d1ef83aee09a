import Contracts
import Foundation
import Observability
import Outbox
import PostgreSQL

/// Appointments, customers and vehicles become history, and whoever they concern becomes due for a score.
struct HistoryMessages: Sendable {
    let clock: any WallClock
    let due: DueCustomers

    func register(_ handlers: inout MessageHandlers) {
        for type in EventType.appointmentStates {
            handlers.onBatch(type, AppointmentState.self) { events, transaction in
                try await HistoryStore.apply(events.map(\.payload), at: clock.now(), in: transaction)
                try await due.mark(events, in: transaction, customer: \.customer.id) { $0.channel == .import }
            }
        }
        for type in [EventType.customerCreated, .customerUpdated] {
            handlers.onBatch(type, CustomerState.self) { events, transaction in
                try await HistoryStore.apply(events, in: transaction)
                try await due.mark(events, in: transaction, customer: \.id)
            }
        }
        handlers.onBatch(.vehicleUpdated, VehicleState.self) { events, transaction in
            try await HistoryStore.apply(events.map(\.payload), in: transaction)
            try await due.mark(events, in: transaction, customer: \.customerId)
        }
    }
}
