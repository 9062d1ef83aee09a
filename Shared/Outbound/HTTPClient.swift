import Concurrency
import FoundationEssentials
import Lifecycle
import Observability
import Synchronization

/// Requests to other systems, over connections that are kept and shared.
///
/// Works from its creation on; as a service in the group it ends running transfers in order when the process stops. It retries
/// nothing: whoever asks knows what may be asked twice.
public final class HTTPClient: Service {
    public let name = "outbound"
    private let configuration: HTTPClientConfiguration
    private let logger: Logger
    private let metrics: OutboundMetrics
    private let engines = Mutex(Engines())

    private struct Engines {
        var byPolicy: [AddressPolicy: CurlEngine] = [:]
        var isClosed = false
    }

    public init(configuration: HTTPClientConfiguration = HTTPClientConfiguration(), logger: Logger, metrics: Metrics) {
        self.configuration = configuration
        self.logger = logger
        self.metrics = OutboundMetrics(metrics)
    }

    /// Waits for cancellation, then takes no more requests and gives those that run a few seconds.
    public func run() async throws {
        await Wakeup().wait()
        let open = engines.withLock { engines in
            engines.isClosed = true
            return Array(engines.byPolicy.values)
        }
        for engine in open { await engine.stop(within: configuration.drainTimeout) }
    }

    /// Sends one request and waits for its answer, whatever its status. Cancelling the task breaks the transfer off at once.
    /// Throws ``OutboundError``, or `CancellationError` when the task is cancelled.
    public func send(_ request: OutboundRequest) async throws -> OutboundResponse {
        let transfer = try CurlRequest(request)
        let result = try await perform(transfer, policy: request.addressPolicy, target: request.target)
        return OutboundResponse(status: result.status, headers: OutboundHeaders(lines: result.lines), body: result.body)
    }

    /// Runs a transfer, counts it and turns its failure into an ``OutboundError``.
    private func perform(_ transfer: CurlRequest, policy: AddressPolicy, target: String) async throws -> CurlResult {
        let result = try await run(transfer, policy: policy, target: target)
        if let failure = result.failure { throw OutboundError(failure) }
        return result
    }

    /// Runs a transfer and counts it. A failure is in the result; throws only `CancellationError` and ``OutboundError`` for a
    /// client that is shut down.
    func run(_ transfer: CurlRequest, policy: AddressPolicy, target: String) async throws -> CurlResult {
        let start = ContinuousClock.now
        let result = try await engine(for: policy).perform(transfer)
        let duration = start.duration(to: .now)
        let outcome = result.failure.map { OutboundMetrics.outcome(of: $0) } ?? "\(result.status / 100)xx"
        metrics.record(target: target, outcome: outcome, duration: duration)
        if let failure = result.failure {
            if failure.kind == .cancelled { throw CancellationError() }
            logger.debug("request to another system failed", ["target": .string(target), "failure": .string(failure.detail)])
        }
        return result
    }

    private func engine(for policy: AddressPolicy) throws(OutboundError) -> CurlEngine {
        let engine = engines.withLock { engines -> CurlEngine? in
            guard !engines.isClosed else { return nil }
            if let engine = engines.byPolicy[policy] { return engine }
            engines.byPolicy[policy] = CurlEngine(options: options(for: policy))
            return engines.byPolicy[policy]
        }
        guard let engine else { throw OutboundError(kind: .unavailable, detail: "the client is shut down") }
        return engine
    }

    private func options(for policy: AddressPolicy) -> CurlEngine.Options {
        CurlEngine.Options(
            policy: policy, connectTimeout: configuration.connectTimeout, authorities: configuration.authorities,
            maximumRunning: configuration.maximumRunning, maximumWaiting: configuration.maximumWaiting
        )
    }
}
