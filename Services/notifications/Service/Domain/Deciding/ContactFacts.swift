import Contracts
import Foundation

/// What is known of a person when it is decided whether they may be written to.
struct ContactFacts: Sendable, Hashable {
    /// What people say yes or no to.
    struct Topic: Sendable, Hashable {
        let purpose: ContactPurpose
        let channel: MessageChannel
    }

    /// What they have said last, and the id of its proof.
    struct Consent: Sendable, Hashable {
        let id: UUID
        let isGiven: Bool
    }

    /// Why their address on a channel takes nothing.
    var suppressions: [MessageChannel: SuppressionReason] = [:]
    var consents: [Topic: Consent] = [:]
    /// Do not disturb until then.
    var pausedUntil: Date?
    /// IANA name of the clock they live by; UTC where it is not known.
    var zone: String
    var quietHours: [MessageChannel: QuietHours] = [:]
    var caps: [FrequencyCap] = []
    /// When they were written to for a purpose that counts, in any order, as far back as the longest cap looks.
    var contacts: [Date] = []
}

/// At most so many messages in any stretch of time of a length.
struct FrequencyCap: Sendable, Hashable {
    /// One at least.
    let limit: Int
    /// In seconds. A message sent exactly so long ago does not count any more.
    let window: TimeInterval

    /// When there is room again, if nothing is sent until then; nil where there is room at that time.
    func reopening(after contacts: [Date], at time: Date) -> Date? {
        let counted = contacts.filter { $0 > time - window }.sorted(by: >)
        guard counted.count >= limit else { return nil }
        return counted[limit - 1] + window
    }
}
