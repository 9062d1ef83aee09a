/// What has been published and not yet confirmed on one channel: the state machine of publisher confirms.
///
/// Input: sent, returned, confirmed, refused. Output: which messages are settled, and how. A return comes before the confirm of
/// the same message (RabbitMQ, "Consumer Acknowledgements and Publisher Confirms"), and names it by its id only.
struct ConfirmWindow<Slot> {
    struct Settled {
        let slot: Slot
        let outcome: PublishOutcome
    }

    private struct Entry {
        let slot: Slot
        let messageID: String
        var returned: PublishOutcome?
    }

    private let capacity: Int
    private var entries = TagSequence<Entry>()

    init(capacity: Int) { self.capacity = max(capacity, 1) }

    var inFlight: Int { entries.count }
    /// Whether one more may be sent. One message that is never confirmed must not let the list behind it grow for ever.
    var hasRoom: Bool { entries.count < capacity && entries.span < capacity * 64 }

    /// Whether one in flight meets a condition.
    func contains(where matches: (Slot) -> Bool) -> Bool { entries.firstTag { matches($0.slot) } != nil }

    /// A message has been sent; gives its delivery tag.
    @discardableResult
    mutating func send(_ slot: Slot, messageID: String) -> UInt64 {
        entries.append(Entry(slot: slot, messageID: messageID))
    }

    /// A message came back. True when it is one of ours in flight.
    @discardableResult
    mutating func giveBack(messageID: String, code: Int, text: String) -> Bool {
        // Returns come in the order of sending: the first of that id that has not come back yet.
        guard let tag = entries.firstTag(where: { $0.messageID == messageID && $0.returned == nil }) else { return false }
        entries[tag]?.returned = .returned(code: code, text: text)
        return true
    }

    /// `basic.ack`. Unknown and repeated tags settle nothing.
    mutating func confirm(_ tag: UInt64, multiple: Bool) -> [Settled] { settle(tag, multiple: multiple, as: .confirmed) }

    /// `basic.nack`.
    mutating func refuse(_ tag: UInt64, multiple: Bool) -> [Settled] { settle(tag, multiple: multiple, as: .refused) }

    /// The connection is gone: nothing in flight will be settled. Tags start again.
    mutating func reset() -> [Slot] {
        let slots = entries.remove(through: 0).map(\.slot)
        entries = TagSequence()
        return slots
    }

    private mutating func settle(_ tag: UInt64, multiple: Bool, as outcome: PublishOutcome) -> [Settled] {
        let settled = multiple ? entries.remove(through: tag) : entries.remove(tag).map { [$0] } ?? []
        return settled.map { Settled(slot: $0.slot, outcome: $0.returned ?? outcome) }
    }
}
