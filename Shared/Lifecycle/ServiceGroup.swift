import Concurrency
import Observability

/// Runs services together and stops them together.
///
/// They start in the given order. On SIGTERM or SIGINT, when the caller is cancelled, or when the first service returns or
/// throws, they are stopped in reverse order: each is cancelled and awaited before the next, all together for at most the drain
/// time-out. Where one has used it up, those after it still have a moment each. A second signal ends the waiting. So list first what
/// others need: the database, then the consumers, then the door.
public struct ServiceGroup: Sendable {
    private let services: [any Service]
    private let drainTimeout: Duration
    private let logger: Logger
    private let signals: AsyncStream<Int32>?

    /// What is left for a service whose turn comes when the time is up, as a part of the drain time-out.
    private static let moment = 20

    /// `drainTimeout` is for all services together. `signals` stands in for those of the process, in tests.
    public init(
        _ services: [any Service], drainTimeout: Duration, logger: Logger, signals: AsyncStream<Int32>? = nil
    ) {
        self.services = services
        self.drainTimeout = drainTimeout
        self.logger = logger
        self.signals = signals
    }

    /// Runs until the group has stopped. Returns when it was asked to stop and every service drained; otherwise throws
    /// ``ServiceGroupError``. Services that did not drain are left behind: the process should end.
    public func run() async throws {
        let (events, sender) = AsyncStream.makeStream(of: GroupRun.Event.self)
        let signals = signals ?? ProcessSignals.stream()
        let listening = Task { for await signal in signals { sender.yield(.signal(signal)) } }
        defer { listening.cancel() }
        // Shielded: events must go on arriving after the caller was cancelled, as that is when draining begins.
        try await withTaskCancellationHandler {
            try await shielded { try await conduct(events, sender) }
        } onCancel: {
            sender.yield(.cancelled)
        }
    }

    private func conduct(_ events: AsyncStream<GroupRun.Event>, _ sender: AsyncStream<GroupRun.Event>.Continuation) async throws {
        let tasks = services.enumerated().map { index, service in start(service, index, sender) }
        var run = GroupRun(names: services.map(\.name))
        var alarm: Alarm?
        var stopBy: ContinuousClock.Instant?
        for await event in events {
            report(event)
            for action in run.handle(event) {
                alarm?.cancel()
                switch action {
                case .stop(let index):
                    logger.info("stopping service", ["name": .string(services[index].name)])
                    tasks[index].cancel()
                    let end = stopBy ?? ContinuousClock.now + drainTimeout
                    stopBy = end
                    let patience = max(ContinuousClock.now.duration(to: end), drainTimeout / Self.moment)
                    alarm = Alarm(after: patience) { sender.yield(.drainExpired(index)) }
                case .abandon(let indices): indices.forEach { tasks[$0].cancel() }
                case .finish(let error): return try conclude(error)
                }
            }
        }
    }

    private func start(
        _ service: any Service, _ index: Int, _ sender: AsyncStream<GroupRun.Event>.Continuation
    ) -> Task<Void, Never> {
        logger.info("starting service", ["name": .string(service.name)])
        return Task {
            do {
                try await service.run()
                sender.yield(.ended(index, .returned))
            } catch {
                sender.yield(.ended(index, .threw(error)))
            }
        }
    }

    private func report(_ event: GroupRun.Event) {
        switch event {
        case .ended(let index, .returned): logger.info("service ended", ["name": .string(services[index].name)])
        case .ended(let index, .threw(let error)) where error is CancellationError:
            logger.info("service ended", ["name": .string(services[index].name)])
        case .ended(let index, .threw(let error)):
            logger.error("service failed", ["name": .string(services[index].name), "error": .string(ServiceGroupError.text(of: error))])
        case .signal(let signal): logger.info("signal received", ["signal": .int(Int(signal))])
        case .cancelled: logger.info("group cancelled")
        case .drainExpired(let index): logger.error("service not drained in time", ["name": .string(services[index].name)])
        }
    }

    private func conclude(_ error: ServiceGroupError?) throws {
        guard let error else { return logger.info("all services stopped") }
        logger.error("service group failed", ["reason": .string(error.description)])
        throw error
    }
}
