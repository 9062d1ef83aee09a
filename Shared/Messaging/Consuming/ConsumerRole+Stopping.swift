extension ConsumerRole {
    /// Takes nothing new, waits for what is in hand, settles all of it at once, and gives the rest back in one frame.
    ///
    /// Few frames at the end, and none between: RabbitMQ keeps settlements of a quorum queue in the channel's process when more
    /// than 32 commands of it are unanswered, and loses them when the channel ends then. The answer to `basic.cancel` comes
    /// after all earlier ones.
    func stop(_ connection: Connection) throws(AMQPError) -> NextStep {
        let end = stopBy ?? now + stopTimeout
        if stopBy == nil { try unsubscribe(connection) }
        stopBy = end
        let inHand = ledger.outstanding - ledger.heldBack - batcher.count
        guard now >= end || (subscription == .cancelled && inHand == 0) else { return .wait(writable: false, until: end) }
        let frames = ledger.flush(individually: true)
        try send(frames, on: connection)
        let rest = batcher.takeAll()
        if inHand == 0, let last = rest.last {
            try connection.giveBackAll(through: last.tag)
            for _ in rest { status.settled(.requeue) }
        }
        if frames.count > 16 { try waitForRoom(connection) }
        return .finished
    }

    private func unsubscribe(_ connection: Connection) throws(AMQPError) {
        status.subscribed(false)
        switch subscription {
        case .asked, .active:
            subscription = .cancelling
            try connection.cancel(consumerTag: Self.consumerTag)
        default: subscription = .cancelled
        }
    }

    /// Gives the broker time to take many single settlements before the channel ends.
    private func waitForRoom(_ connection: Connection) throws(AMQPError) {
        let end = ContinuousClock.now + .milliseconds(300)
        while ContinuousClock.now < end {
            if let event = try connection.nextEvent(within: .milliseconds(20)) { try receive(event, on: connection) }
        }
    }
}
