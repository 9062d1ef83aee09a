import Observability
import Synchronization

/// What others see of a consumer: readiness, the queue's depth, metrics and log lines.
final class ConsumerStatus: Sendable {
    struct Depth: Sendable {
        let messages: Int
        let consumers: Int
    }

    private let isSubscribed = Atomic(false)
    private let lastDepth = Mutex<Depth?>(nil)
    private let queue: String
    private let logger: Logger
    private let delivered, redelivered, late, mismatched: Counter
    private let settlements: [Settlement: Counter]
    private let subscribedGauge, depthGauge, inHandGauge: Gauge

    init(queue: String, logger: Logger, metrics: Metrics) {
        let labels = ["queue": queue]
        self.queue = queue
        self.logger = logger.with(["queue": .string(queue)])
        delivered = metrics.counter("pitcrew_amqp_delivered_total", "Messages delivered", labels: labels)
        redelivered = metrics.counter("pitcrew_amqp_redelivered_total", "Messages delivered again", labels: labels)
        late = metrics.counter(
            "pitcrew_amqp_late_settlements_total", "Messages settled after their connection was gone; they come again",
            labels: labels)
        mismatched = metrics.counter(
            "pitcrew_amqp_missing_settlements_total", "Messages a handler gave no answer for; requeued", labels: labels)
        settlements = Dictionary(uniqueKeysWithValues: Settlement.allCases.map { settlement in
            (settlement, metrics.counter(
                "pitcrew_amqp_settled_total", "Messages settled", labels: ["queue": queue, "settlement": settlement.rawValue]))
        })
        subscribedGauge = metrics.gauge("pitcrew_amqp_subscribed", "1 while subscribed to the queue", labels: labels)
        depthGauge = metrics.gauge("pitcrew_amqp_queue_messages", "Messages ready in the queue", labels: labels)
        inHandGauge = metrics.gauge("pitcrew_amqp_in_hand", "Messages being handled or waiting for it", labels: labels)
    }

    var isReady: Bool { isSubscribed.load(ordering: .acquiring) }
    var depth: Depth? { lastDepth.withLock { $0 } }

    func subscribed(_ value: Bool) {
        isSubscribed.store(value, ordering: .releasing)
        subscribedGauge.set(value ? 1 : 0)
    }

    func depth(_ depth: Depth?) {
        lastDepth.withLock { $0 = depth }
        if let depth { depthGauge.set(depth.messages) }
    }

    func delivered(_ delivery: Delivery) {
        delivered.add(1)
        if delivery.redelivered { redelivered.add(1) }
    }

    func settled(_ settlement: Settlement) { settlements[settlement]?.add(1) }
    func inHand(_ count: Int) { inHandGauge.set(count) }

    func late(_ count: Int) {
        late.add(count)
        logger.warning("messages were handled after their connection was lost", ["messages": .int(count)])
    }

    func mismatched(_ count: Int) {
        mismatched.add(count)
        logger.error("handler did not say what happens to some messages", ["messages": .int(count)])
    }

    func cancelled() { logger.warning("broker ended the subscription") }
    func depthFailed(_ error: AMQPError) { logger.warning("queue cannot be looked at", ["reason": .string(error.text)]) }
}
