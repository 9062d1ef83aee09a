import Contracts
import Foundation

/// A message that is to be sent to somebody.
struct ContactWish: Sendable, Hashable {
    /// The message's id, whichever table it is in.
    let message: UUID
    let kind: MessageKind
    /// The customer; nil where only an address is known.
    let person: UUID?
    let channel: MessageChannel
    let address: String
    /// Whose clock counts where the person's own is not known: the workshop's.
    var zone: String?
    /// After that there is no use in it.
    var until: Date?
}

/// What the service itself decides by.
struct ContactPolicy: Sendable, Hashable {
    /// Over all purposes together.
    let caps: [FrequencyCap]
    /// Quiet hours of those who have not named any, on channels that ring.
    let quietHours: [MessageChannel: QuietHours]

    /// Text messages ring: they keep quiet at night unless somebody has named other hours.
    static func standard(caps: [FrequencyCap]) -> ContactPolicy {
        ContactPolicy(caps: caps, quietHours: QuietHours(from: 21 * 60, until: 8 * 60).map { [.sms: $0] } ?? [:])
    }

    /// How far back the longest cap looks.
    var window: TimeInterval { caps.map(\.window).max() ?? 0 }
}
