import Contracts
import Foundation
import PostgreSQL

/// Notes what customers have said elsewhere, as an event tells it.
struct NoteConsent: Sendable {
    let clock: any WallClock

    func run(_ state: ConsentState, event: UUID, in transaction: PostgresTransaction) async throws {
        let proof = ConsentProof(
            source: state.source, wordingVersion: state.wordingVersion, eventId: event, at: state.at, version: state.version
        )
        try await ConsentStore.add(
            state.customerId, state.purpose, state.channel, isGiven: state.isGiven, proof, at: clock.now(), in: transaction
        )
    }
}
