import Concurrency
import Lifecycle
import Observability

/// Requests to other systems, over connections that are kept and shared.
///
/// Works from its creation on; as a service in the group it ends running transfers in order when the process stops. It retries
/// nothing: whoever asks knows what may be asked twice.
public final class HTTPClient: Service {
    public let name = "outbound"
    private let configuration: HTTPClientConfiguration
    private let logger: Logger
    private let metrics: OutboundMetrics
    private let lanes: TransferLanes

    public init(configuration: HTTPClientConfiguration = HTTPClientConfiguration(), logger: Logger, metrics: Metrics) {
        self.configuration = configuration
        self.logger = logger
        self.metrics = OutboundMetrics(metrics)
        lanes = TransferLanes(configuration: configuration)
    }

    /// Waits for cancellation, then takes no more requests and gives those that run a few seconds.
    public func run() async throws {
        await Wakeup().wait()
        await lanes.close(within: configuration.drainTimeout)
    }

    /// Sends one request and waits for its answer, whatever its status. Cancelling the task breaks the transfer off at once.
    /// Throws ``OutboundError``, or `CancellationError` when the task is cancelled.
    public func send(_ request: OutboundRequest) async throws -> OutboundResponse {
        let transfer = try CurlRequest(request)
        let result = try await counted(request.target) { () throws(OutboundError) in
            try await lanes.perform(transfer, policy: request.addressPolicy)
        }
        if let failure = result.failure {
            throw failure.kind == .cancelled ? CancellationError() : OutboundError(failure)
        }
        return OutboundResponse(status: result.status, headers: OutboundHeaders(lines: result.lines), body: result.body)
    }

    /// Hands a message to a mail server; a failure is in the result. Throws when the client is shut down.
    func send(mail transfer: CurlRequest) async throws(OutboundError) -> CurlResult {
        try await counted("smtp") { () throws(OutboundError) in try await lanes.performMail(transfer) }
    }

    private func counted(
        _ target: String, _ body: () async throws(OutboundError) -> CurlResult
    ) async throws(OutboundError) -> CurlResult {
        let start = ContinuousClock.now
        let result = try await body()
        let outcome = result.failure.map { OutboundMetrics.outcome(of: $0) } ?? "\(result.status / 100)xx"
        metrics.record(target: target, outcome: outcome, duration: start.duration(to: .now))
        if let failure = result.failure, failure.kind != .cancelled {
            logger.debug("request to another system failed", ["target": .string(target), "failure": .string(failure.detail)])
        }
        return result
    }
}
