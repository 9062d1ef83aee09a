import Contracts
import Outbox

/// What booking does with the events it hears.
struct BookingMessages: Sendable {
    let book: BookForPartner
    let contacts: ContactStore
    let erase: EraseCustomer

    func add(to handlers: inout MessageHandlers) {
        handlers.onBatch(.partnerBookingRequested, PartnerBookingRequested.self) { events, transaction in
            try await book(events.map(\.payload), in: transaction)
        }
        handlers.on([.customerCreated, .customerUpdated], CustomerState.self) { event, transaction in
            try await contacts.follow(event.payload, in: transaction)
        }
        handlers.on(.customerErased, CustomerErased.self) { event, transaction in
            try await erase(event.payload, in: transaction)
        }
    }
}
