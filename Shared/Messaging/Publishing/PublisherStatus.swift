import Observability
import Synchronization

/// What others see of a publisher: readiness, metrics and log lines.
final class PublisherStatus: Sendable {
    private let isConnected = Atomic(false)
    private let logger: Logger
    private let confirmed, returned, refused, unknown, stray: Counter
    private let flying, blockedGauge, connectedGauge: Gauge

    init(logger: Logger, metrics: Metrics) {
        func published(_ outcome: String) -> Counter {
            metrics.counter(
                "pitcrew_amqp_published_total", "Messages published, by what the broker did", labels: ["outcome": outcome])
        }
        self.logger = logger
        confirmed = published("confirmed")
        returned = published("returned")
        refused = published("refused")
        unknown = published("unknown")
        stray = metrics.counter("pitcrew_amqp_stray_returns_total", "Returned messages that were not in flight")
        flying = metrics.gauge("pitcrew_amqp_in_flight", "Messages published and not yet confirmed")
        blockedGauge = metrics.gauge("pitcrew_amqp_blocked", "1 while the broker blocks publishers")
        connectedGauge = metrics.gauge("pitcrew_amqp_connected", "1 while connected", labels: ["role": "publisher"])
    }

    var isReady: Bool { isConnected.load(ordering: .acquiring) }

    func connected(_ value: Bool) {
        isConnected.store(value, ordering: .releasing)
        connectedGauge.set(value ? 1 : 0)
        blockedGauge.set(0)
    }

    func settled(_ outcome: PublishOutcome) {
        switch outcome {
        case .confirmed: confirmed.add(1)
        case .returned: returned.add(1)
        case .refused: refused.add(1)
        }
    }

    func lost(_ count: Int) { unknown.add(count) }
    func inFlight(_ count: Int) { flying.set(count) }
    func strayReturn() { stray.add(1) }

    /// Nil: no longer.
    func blocked(_ reason: String?) {
        blockedGauge.set(reason == nil ? 0 : 1)
        if let reason {
            logger.warning("broker blocks publishers", ["reason": .string(reason)])
        } else {
            logger.info("broker takes messages again")
        }
    }
}
