import Concurrency
import Observability

/// Consuming on the owner thread: gathers deliveries, hands batches out, settles what comes back.
final class ConsumerRole: ConnectionRole {
    private static let depthInterval = Duration.seconds(5)
    /// How long an acknowledgement waits for those before it, to go in one frame with them.
    private static let mergeDelay = Duration.milliseconds(25)
    private static let resubscription = Backoff(base: .milliseconds(200), cap: .seconds(10))
    static let consumerTag = "pitcrew"

    enum Subscription: Equatable {
        case none, asked, active
        case again(ContinuousClock.Instant)
        case cancelling, cancelled
    }

    private let inbox: Inbox<ConsumerInbox>
    let status: ConsumerStatus
    private let queue: String
    private let prefetch: Int
    let stopTimeout: Duration
    var batcher: Batcher
    var ledger = AcknowledgementLedger()
    private var heldSince: ContinuousClock.Instant?
    private var generation = 0
    var subscription = Subscription.none
    private var cancellations = 0
    private var nextDepth = ContinuousClock.now
    var stopBy: ContinuousClock.Instant?
    var now = ContinuousClock.now

    init(
        inbox: Inbox<ConsumerInbox>, status: ConsumerStatus, queue: String, prefetch: Int, batcher: Batcher, stopTimeout: Duration
    ) {
        self.inbox = inbox
        self.status = status
        self.queue = queue
        self.prefetch = prefetch
        self.batcher = batcher
        self.stopTimeout = stopTimeout
    }

    var isStopping: Bool { inbox.withContent { $0.isStopping } }

    func begin(_ connection: Connection) throws(AMQPError) {
        now = .now
        try connection.ask({ () throws(AMQPError) in try connection.openChannel(Connection.mainChannel) }, until: .channelOpen)
        try connection.ask({ () throws(AMQPError) in try connection.openChannel(Connection.sideChannel) }, until: .channelOpen)
        try connection.ask({ () throws(AMQPError) in try connection.limitUnacknowledged(to: prefetch) }, until: .qos)
        try connection.consume(queue: queue, consumerTag: Self.consumerTag)
        subscription = .asked
        nextDepth = now
    }

    func receive(_ event: ConnectionEvent, on connection: Connection) throws(AMQPError) {
        switch event {
        case .delivery(let delivery):
            guard ledger.deliver(delivery.tag) else { throw AMQPError(.protocolViolation, "delivery tags are out of order") }
            status.delivered(delivery)
            // Not the time of the last step: the thread may have slept since.
            batcher.add(delivery, now: .now)
        case .agreed(.consume) where subscription == .asked:
            subscription = .active
            cancellations = 0
            status.subscribed(true)
        case .agreed(.cancel): subscription = .cancelled
        case .consumerCancelled: resubscribeLater()
        case .queueDeclared(let messages, let consumers): status.depth(.init(messages: messages, consumers: consumers))
        case .channelClosed(Connection.sideChannel, let error): try lookAgain(on: connection, after: error)
        case .channelClosed(_, let error): throw error
        case .agreed, .blocked, .unblocked, .confirmed, .refused, .returned: break
        }
    }

    func advance(_ connection: Connection, now: ContinuousClock.Instant) throws(AMQPError) -> NextStep {
        self.now = now
        let (handled, stopping) = inbox.withContent { ($0.takeHandled(), $0.isStopping) }
        for batch in handled { take(batch) }
        if stopping { return try stop(connection) }
        try settle(on: connection)
        handOut()
        try renew(connection)
        return .wait(writable: false, until: deadline)
    }

    func lost(_ error: AMQPError) {
        status.subscribed(false)
        status.depth(nil)
        generation += 1
        ledger = AcknowledgementLedger()
        heldSince = nil
        _ = batcher.takeAll()
        subscription = .none
        status.inHand(0)
    }

    func sleep(socket: Int32?, writable: Bool, within limit: Duration) {
        let (connected, stopSeen, isDue) = (socket != nil, stopBy != nil, batcher.due.map { $0 <= .now } ?? false)
        inbox.sleep(socket: socket, writable: writable, within: limit) { inbox in
            if inbox.isStopping, !stopSeen { return true }
            return connected && (!inbox.handled.isEmpty || (isDue && inbox.hasIdle && !stopSeen))
        }
    }

    /// Nothing will be handed out any more.
    func finish() {
        lost(AMQPError(.stopped))
        let idle = inbox.withContent { inbox in
            inbox.stop()
            return inbox.close()
        }
        for worker in idle { worker.resume(returning: nil) }
    }
}

// MARK: - Handing out and settling

extension ConsumerRole {
    private func handOut() {
        while let due = batcher.due, due <= now, let worker = inbox.withContent({ $0.takeIdle() }) {
            guard let deliveries = batcher.takeBatch(now: now) else { return worker.resume(returning: nil) }
            worker.resume(returning: Batch(deliveries: deliveries, generation: generation))
        }
    }

    private func take(_ handled: HandledBatch) {
        let deliveries = handled.batch.deliveries
        guard handled.batch.generation == generation else { return status.late(deliveries.count) }
        if handled.settlements.count < deliveries.count { status.mismatched(deliveries.count - handled.settlements.count) }
        for (index, delivery) in deliveries.enumerated() {
            // Without an answer nothing is known to be done.
            let settlement = index < handled.settlements.count ? handled.settlements[index] : .requeue
            if ledger.settle(delivery.tag, as: settlement) { status.settled(settlement) }
        }
    }

    private func settle(on connection: Connection) throws(AMQPError) {
        try send(ledger.flush(individually: heldSince.map { now - $0 >= Self.mergeDelay } ?? false), on: connection)
        heldSince = ledger.heldBack == 0 ? nil : heldSince ?? now
        status.inHand(ledger.outstanding)
    }

    func send(_ frames: [AcknowledgementLedger.Frame], on connection: Connection) throws(AMQPError) {
        guard frames.count > 1 else {
            for frame in frames { try connection.settle(frame) }
            return
        }
        try connection.corked { () throws(AMQPError) in
            for frame in frames { try connection.settle(frame) }
        }
    }
}

// MARK: - Subscribing

extension ConsumerRole {
    private func resubscribeLater() {
        status.subscribed(false)
        guard stopBy == nil else { return subscription = .cancelled }
        status.cancelled()
        cancellations += 1
        subscription = .again(.now + Self.resubscription.delay(attempt: cancellations))
    }

    private func renew(_ connection: Connection) throws(AMQPError) {
        if case .again(let time) = subscription, time <= now {
            subscription = .asked
            try connection.consume(queue: queue, consumerTag: Self.consumerTag)
        }
        if nextDepth <= now {
            nextDepth = now + Self.depthInterval
            try connection.declareQueue(Topology.Queue(queue), passive: true)
        }
    }

    private func lookAgain(on connection: Connection, after error: AMQPError) throws(AMQPError) {
        status.depth(nil)
        status.depthFailed(error)
        try connection.openChannel(Connection.sideChannel)
    }

    private var deadline: ContinuousClock.Instant? {
        var times = [nextDepth]
        if case .again(let time) = subscription { times.append(time) }
        if let heldSince { times.append(heldSince + Self.mergeDelay) }
        // Without anybody to take it a batch that is due waits for one to come: that rings the bell.
        if let due = batcher.due, due > now || inbox.withContent({ $0.hasIdle }) { times.append(due) }
        return times.min()
    }
}

extension Connection {
    fileprivate func settle(_ frame: AcknowledgementLedger.Frame) throws(AMQPError) {
        switch frame {
        case .acknowledge(let tag, let multiple): try acknowledge(tag, multiple: multiple)
        case .giveBack(let tag, let requeue): try giveBack(tag, requeue: requeue)
        }
    }
}
