import Concurrency
import Observability

/// Consuming on the owner thread: gathers deliveries, hands batches out, settles what comes back.
final class ConsumerRole: ConnectionRole {
    private static let depthInterval = Duration.seconds(5)
    private static let resubscription = Backoff(base: .milliseconds(200), cap: .seconds(10))
    private static let consumerTag = "pitcrew"

    private enum Subscription: Equatable {
        case none, asked, active
        case again(ContinuousClock.Instant)
        case cancelling, cancelled
    }

    private let inbox: Inbox<ConsumerInbox>
    private let status: ConsumerStatus
    private let queue: String
    private let prefetch: Int
    private let stopTimeout: Duration
    private var batcher: Batcher
    private var ledger = AcknowledgementLedger()
    private var generation = 0
    private var subscription = Subscription.none
    private var cancellations = 0
    private var nextDepth = ContinuousClock.now
    private var stopBy: ContinuousClock.Instant?
    private var now = ContinuousClock.now

    init(inbox: Inbox<ConsumerInbox>, status: ConsumerStatus, queue: String, prefetch: Int, batcher: Batcher, stopTimeout: Duration) {
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
            batcher.add(delivery, now: now)
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
        if stopping { try beginStopping(connection) }
        try settle(on: connection)
        if stopping { return stopStep }
        handOut()
        try renew(connection)
        return .wait(writable: false, until: deadline)
    }

    func lost(_ error: AMQPError) {
        status.subscribed(false)
        status.depth(nil)
        generation += 1
        ledger = AcknowledgementLedger()
        _ = batcher.takeAll()
        subscription = .none
        status.inHand(0)
    }

    func sleep(socket: Int32?, writable: Bool, within limit: Duration) {
        let (connected, stopSeen, waiting) = (socket != nil, stopBy != nil, batcher.due.map { $0 <= .now } ?? false)
        inbox.sleep(socket: socket, writable: writable, within: limit) { inbox in
            (connected && !inbox.handled.isEmpty) || (inbox.isStopping && !stopSeen) || (connected && waiting && inbox.hasIdle && !stopSeen)
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
        let frames = ledger.flush()
        status.inHand(ledger.outstanding)
        guard frames.count > 1 else {
            for frame in frames { try connection.settle(frame) }
            return
        }
        try connection.corked { () throws(AMQPError) in
            for frame in frames { try connection.settle(frame) }
        }
    }
}

// MARK: - Subscribing and stopping

extension ConsumerRole {
    private func resubscribeLater() {
        status.subscribed(false)
        guard stopBy == nil else { return subscription = .cancelled }
        status.cancelled()
        cancellations += 1
        subscription = .again(now + Self.resubscription.delay(attempt: cancellations))
    }

    private func renew(_ connection: Connection) throws(AMQPError) {
        if case .again(let time) = subscription, time <= now {
            subscription = .asked
            try connection.consume(queue: queue, consumerTag: Self.consumerTag)
        }
        if nextDepth <= now {
            nextDepth = now + Self.depthInterval
            try connection.declareQueue(queue, passive: true)
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
        // Without anybody to take it a batch that is due waits for one to come: that rings the bell.
        if let due = batcher.due, due > now || inbox.withContent({ $0.hasIdle }) { times.append(due) }
        return times.min()
    }

    private func beginStopping(_ connection: Connection) throws(AMQPError) {
        if stopBy == nil {
            stopBy = now + stopTimeout
            status.subscribed(false)
            switch subscription {
            case .asked, .active:
                subscription = .cancelling
                try connection.cancel(consumerTag: Self.consumerTag)
            default: subscription = .cancelled
            }
        }
        // What nobody has in hand goes to others, also what still comes in before the broker has stopped.
        for delivery in batcher.takeAll() where ledger.settle(delivery.tag, as: .requeue) { status.settled(.requeue) }
    }

    private var stopStep: NextStep {
        let isDone = subscription == .cancelled && ledger.outstanding == 0
        guard !isDone, let stopBy, now < stopBy else { return .finished }
        return .wait(writable: false, until: stopBy)
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
