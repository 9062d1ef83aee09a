import Contracts
import Outbox

/// Whose address is whose, as crm-bridge tells.
struct CustomerMessages: Sendable {
    func register(_ handlers: inout MessageHandlers) {
        handlers.on([.customerCreated, .customerUpdated], CustomerState.self) { event, transaction in
            try await PersonStore.follow(event.payload, in: transaction)
        }
    }
}
