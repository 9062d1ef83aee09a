import Concurrency
import Lifecycle
import Observability

/// Publishes messages, persistent and confirmed, over a connection of its own.
///
/// At most `window` messages are on their way at once; they arrive in the order they were given. While the broker is away or
/// blocks, messages wait for as long as their caller's deadline. Ends in order: what was taken is sent and confirmed first.
public final class Publisher: Service {
    public let name = "publisher"
    private let configuration: AMQPConfiguration
    private let window: Int
    private let logger: Logger
    private let status: PublisherStatus
    private let connections: Counter
    private let inbox: Inbox<PublisherInbox>

    /// - Parameter window: how many messages may be unconfirmed at once; 64 to 512 is sensible
    public init(configuration: AMQPConfiguration, window: Int = 256, logger: Logger, metrics: Metrics) {
        guard let bell = Bell() else { preconditionFailure("the operating system has no file descriptor left") }
        self.configuration = configuration
        self.window = window
        self.logger = logger
        status = PublisherStatus(logger: logger, metrics: metrics)
        connections = metrics.counter(
            "pitcrew_amqp_connections_total", "Connections made to the broker", labels: ["role": "publisher"])
        inbox = Inbox(PublisherInbox(), bell: bell)
    }

    /// Whether there is a connection to publish on.
    public var isReady: Bool { status.isReady }

    /// Publishes and waits for the broker's answer to every message; the outcomes are in the order of the messages.
    ///
    /// Throws ``AMQPError`` when the answer is not known for all: with ``AMQPError/Code/unknownOutcome`` some may have been
    /// stored, so publish them again under the same ids; with every other code none was sent. Cancelling the caller does not
    /// cut it short: the deadline does.
    public func publish(_ messages: [OutgoingMessage], deadline: Duration = .seconds(10)) async throws -> [PublishOutcome] {
        guard !messages.isEmpty else { return [] }
        for message in messages { try message.checkLimits() }
        let ticket = PublishTicket(messages)
        try inbox.post { inbox in Result { () throws(AMQPError) in try inbox.add(ticket) } }.get()
        await shielded {
            try? await withDeadline(deadline) { await ticket.finished() }
            ticket.fail(AMQPError(.notSent, "not sent within \(deadline)"))
        }
        return try ticket.outcomes()
    }

    /// Connects, and connects again, until cancelled; then sends and confirms what it has taken, and returns.
    public func run() async throws {
        let stuckGuard = StuckGuard()
        let watchdog = Task { [configuration, logger] in await Watchdog.run(stuckGuard, configuration, logger) }
        defer { watchdog.cancel() }
        let thread = SerialThread(name: "amqp-publisher")
        await withTaskCancellationHandler {
            await thread.run { self.publishUntilStopped(stuckGuard) }
        } onCancel: {
            inbox.post { $0.stop() }
        }
    }

    private func publishUntilStopped(_ stuckGuard: StuckGuard) {
        let role = PublisherRole(inbox: inbox, status: status, window: window, confirmTimeout: configuration.replyTimeout)
        let loop = ConnectionLoop(
            configuration: configuration, name: name, stuckGuard: stuckGuard, logger: logger, connections: connections)
        loop.run(role)
        role.finish()
    }
}
