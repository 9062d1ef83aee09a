/// What has been delivered on one channel and not yet settled: decides which frames settle it.
///
/// `multiple` is used only where every delivery up to that tag is settled by us, so that it can never acknowledge one that is
/// still in somebody's hand.
struct AcknowledgementLedger {
    enum Frame: Equatable, Sendable {
        case acknowledge(tag: UInt64, multiple: Bool)
        case giveBack(tag: UInt64, requeue: Bool)
    }

    private enum State {
        case inHand
        /// To be acknowledged with the next flush.
        case acknowledged
        /// To be given back with the next flush.
        case returned(requeue: Bool)
    }

    private var deliveries = TagSequence<State>()
    private var settled: [UInt64] = []

    /// Delivered and not yet settled at the broker.
    var outstanding: Int { deliveries.count }
    /// Settled here, and held back so that one frame may settle more of them.
    var heldBack: Int { settled.count }

    /// Notes a delivery. False when the broker's tag is not the next one: then nothing can be settled safely on this channel.
    mutating func deliver(_ tag: UInt64) -> Bool { deliveries.append(.inHand) == tag }

    /// Settles one, once. False when it is not in hand (any more).
    @discardableResult
    mutating func settle(_ tag: UInt64, as settlement: Settlement) -> Bool {
        guard case .inHand = deliveries[tag] else { return false }
        switch settlement {
        case .acknowledge: deliveries[tag] = .acknowledged
        case .requeue: deliveries[tag] = .returned(requeue: true)
        case .reject: deliveries[tag] = .returned(requeue: false)
        }
        settled.append(tag)
        return true
    }

    /// The frames for what was settled, as few as are safe. An acknowledgement behind a delivery that is still in hand cannot
    /// be merged yet; it is held back, unless `individually` says that it has waited long enough.
    mutating func flush(individually: Bool) -> [Frame] {
        guard !settled.isEmpty else { return [] }
        var frames: [Frame] = []
        // Given back first: it takes them out of the way of a merged acknowledgement.
        for tag in settled {
            guard case .returned(let requeue) = deliveries[tag] else { continue }
            frames.append(.giveBack(tag: tag, requeue: requeue))
            _ = deliveries.remove(tag)
        }
        if let frame = mergedAcknowledgement() { frames.append(frame) }
        settled.removeAll { deliveries[$0] == nil }
        guard individually else { return frames }
        for tag in settled where deliveries.remove(tag) != nil {
            frames.append(.acknowledge(tag: tag, multiple: false))
        }
        settled = []
        return frames
    }

    /// All from the oldest on that are acknowledged without a gap, in one frame.
    private mutating func mergedAcknowledgement() -> Frame? {
        let end = deliveries.firstTag { if case .inHand = $0 { true } else { false } } ?? deliveries.nextTag
        guard end > deliveries.lowestTag, let last = deliveries.lastTag(before: end) else { return nil }
        let count = deliveries.remove(through: last).count
        return .acknowledge(tag: last, multiple: count > 1)
    }
}
