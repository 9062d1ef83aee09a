import Contracts
import Outbox

/// A customer has allowed or refused to be written to.
struct ConsentMessages: Sendable {
    let note: NoteConsent

    func register(_ handlers: inout MessageHandlers) {
        handlers.on(.consentChanged, ConsentState.self) { event, transaction in
            try await note.run(event.payload, event: event.id, in: transaction)
        }
    }
}
