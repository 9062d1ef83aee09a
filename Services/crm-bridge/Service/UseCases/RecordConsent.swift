import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Notes what a customer has said to being written to, and tells notifications, who keep the proof.
struct RecordConsent: Sendable {
    let database: PostgresClient
    let outbox: Outbox
    let clock: any WallClock

    /// What was said.
    struct Wish: Sendable {
        let purpose: ContactPurpose
        /// `email` or `sms`.
        let channel: String
        let isGiven: Bool
        /// Where it was said, as `front_desk`.
        let source: String
        /// The words that were agreed to.
        let wordingVersion: String?

        func validate() throws(ValidationError) {
            var rules = CustomerRules()
            rules.text(source, "source", 1...40)
            rules.text(wordingVersion, "wordingVersion", 1...40)
            try rules.check()
            if isGiven, wordingVersion == nil { throw ValidationError([FieldViolation("wordingVersion", "must be given with a consent")]) }
        }
    }

    /// - Parameter editor: who has noted it.
    /// - Returns: what counts now.
    func run(_ id: UUID, _ wish: Wish, by editor: String) async throws -> ConsentState {
        try wish.validate()
        let now = clock.now()
        return try await database.withTransaction { transaction in
            guard let known = try await ProfileStore.customer(id, in: transaction) else { throw CustomerError.customerUnknown }
            let version = try await ConsentStore.note(wish, of: known.id, by: editor, at: now, in: transaction)
            for one in try await ConsentStore.ids(of: known, in: transaction) {
                let state = state(wish, of: one, version: version, at: now)
                try await outbox.add(.consentChanged, subject: state.id, version: version, payload: state, in: transaction)
            }
            return state(wish, of: known.id, version: version, at: now)
        }
    }

    private func state(_ wish: Wish, of customer: UUID, version: Int64, at now: Date) -> ConsentState {
        ConsentState(
            id: ConsentState.id(of: customer, wish.purpose, wish.channel), version: version, customerId: customer, purpose: wish.purpose,
            channel: wish.channel, isGiven: wish.isGiven, source: wish.source, wordingVersion: wish.wordingVersion, at: now
        )
    }
}
