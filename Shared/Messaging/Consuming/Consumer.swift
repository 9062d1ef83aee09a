import Concurrency
import Lifecycle
import Observability

/// Consumes a queue in batches over a connection of its own.
///
/// A batch goes to the handler when it is full or `batchDelay` after its first message; `concurrency` batches are in hand at
/// once, and at most `prefetch` messages with us. The handler says for each delivery, in order, what happens to it; it is not
/// cancelled when the consumer is, but when stopping takes too long. When a connection is lost, what was in hand on it is handed
/// out again by the broker: its late settlement is dropped, so handlers must recognise repetitions.
public final class Consumer: Service {
    public typealias Handler = @Sendable ([Delivery]) async -> [Settlement]

    public let name: String
    private let configuration: AMQPConfiguration
    private let queue: String
    private let prefetch: Int
    private let batcher: Batcher
    private let concurrency: Int
    private let stopTimeout: Duration
    private let logger: Logger
    private let handler: Handler
    private let status: ConsumerStatus
    private let connections: Counter
    private let inbox: Inbox<ConsumerInbox>

    /// - Parameters:
    ///   - prefetch: how many messages the broker gives us ahead; at least `batchSize` times `concurrency`, better twice that
    ///   - batchSize: how many messages a batch holds at most
    ///   - batchDelay: how long the first message of a batch waits for others; a few milliseconds
    ///   - concurrency: how many batches are handled at once
    ///   - stopTimeout: how long stopping waits for what is in hand; then the handlers are cancelled, and the broker hands it out again
    public init(
        configuration: AMQPConfiguration, queue: String, prefetch: Int, batchSize: Int, batchDelay: Duration, concurrency: Int,
        stopTimeout: Duration = .seconds(30), logger: Logger, metrics: Metrics, handler: @escaping Handler
    ) {
        guard let bell = Bell() else { preconditionFailure("the operating system has no file descriptor left") }
        name = "consumer \(queue)"
        self.configuration = configuration
        self.queue = queue
        self.prefetch = min(max(prefetch, 1), Int(UInt16.max))
        self.concurrency = max(concurrency, 1)
        self.stopTimeout = stopTimeout
        self.logger = logger.with(["queue": .string(queue)])
        self.handler = handler
        // A batch larger than what the broker gives ahead would never be full.
        batcher = Batcher(size: min(batchSize, self.prefetch), delay: batchDelay)
        status = ConsumerStatus(queue: queue, logger: logger, metrics: metrics)
        connections = metrics.counter(
            "pitcrew_amqp_connections_total", "Connections made to the broker", labels: ["role": "consumer"])
        inbox = Inbox(ConsumerInbox(), bell: bell)
    }

    /// Whether it is subscribed to its queue.
    public var isReady: Bool { status.isReady }

    /// Messages ready in the queue and its consumers, as of a few seconds ago; nil while that is not known.
    public func depth() -> (messages: Int, consumers: Int)? { status.depth.map { ($0.messages, $0.consumers) } }

    /// Consumes until cancelled; then takes nothing new, waits for what is in hand, settles it, gives the rest back, and returns.
    ///
    /// A queue that is missing, a connection that is lost, a subscription the broker ends: all are logged and tried again.
    public func run() async throws {
        let stuckGuard = StuckGuard()
        let watchdog = Task { [configuration, logger] in await Watchdog.run(stuckGuard, configuration, logger) }
        defer { watchdog.cancel() }
        // Tasks of their own: cancelling the consumer must not cancel what is in hand.
        let workers = (0..<concurrency).map { _ in Task { await self.work() } }
        let thread = SerialThread(name: "amqp-consumer")
        await withTaskCancellationHandler {
            await thread.run { self.consumeUntilStopped(stuckGuard) }
        } onCancel: {
            inbox.post { $0.stop() }
        }
        // The connection is closed: whatever they still have in hand cannot be settled any more.
        for worker in workers { worker.cancel() }
        for worker in workers { await worker.value }
    }

    private func work() async {
        var handled: HandledBatch?
        while let batch = await nextBatch(after: handled) {
            handled = HandledBatch(batch: batch, settlements: await handler(batch.deliveries))
        }
    }

    /// Brings back what was handled and waits for more, in one visit.
    private func nextBatch(after handled: HandledBatch?) async -> Batch? {
        await withCheckedContinuation { continuation in
            let mayWait = inbox.post { inbox in
                if let handled { inbox.bring(handled) }
                return inbox.wait(continuation)
            }
            if !mayWait { continuation.resume(returning: nil) }
        }
    }

    private func consumeUntilStopped(_ stuckGuard: StuckGuard) {
        let role = ConsumerRole(
            inbox: inbox, status: status, queue: queue, prefetch: prefetch, batcher: batcher, stopTimeout: stopTimeout)
        let loop = ConnectionLoop(
            configuration: configuration, name: name, stuckGuard: stuckGuard, logger: logger, connections: connections)
        loop.run(role)
        role.finish()
    }
}
