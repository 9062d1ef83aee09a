import Contracts
import Outbox

/// Names and working times that facts are cut by, messages sent, customers and their scores.
struct DimensionMessages: Sendable {
    func register(_ handlers: inout MessageHandlers) {
        handlers.on(.workshopChanged, WorkshopState.self) { event, transaction in
            try await DimensionStore.apply(event.payload, in: transaction)
        }
        handlers.on(.serviceChanged, ServiceState.self) { event, transaction in
            try await DimensionStore.apply(event.payload, in: transaction)
        }
        handlers.on(.technicianChanged, TechnicianState.self) { event, transaction in
            try await DimensionStore.apply(event.payload, in: transaction)
        }
        for type in [EventType.notificationSent, .notificationFailed] {
            handlers.onBatch(type, NotificationState.self) { events, transaction in
                try await DimensionStore.apply(events.map(\.payload), in: transaction)
            }
        }
        for type in [EventType.customerCreated, .customerUpdated] {
            handlers.onBatch(type, CustomerState.self) { events, transaction in
                try await CustomerStore.apply(events.map(\.payload), in: transaction)
            }
        }
        handlers.onBatch(.churnScored, ChurnScore.self) { events, transaction in
            try await CustomerStore.apply(events.map(\.payload), in: transaction)
        }
    }
}
