import Observability

/// What is counted of requests to other systems.
struct OutboundMetrics: Sendable {
    private let metrics: Metrics

    init(_ metrics: Metrics) {
        self.metrics = metrics
    }

    /// The label for a failure: one of few words.
    static func outcome(of failure: CurlFailure) -> String {
        failure.kind == .cancelled ? "cancelled" : OutboundError(failure).kind.rawValue
    }

    func record(target: String, outcome: String, duration: Duration) {
        metrics.counter(
            "outbound_requests_total", "Requests to other systems, by target and outcome.",
            labels: ["target": target, "outcome": outcome]
        ).add()
        metrics.histogram(
            "outbound_request_seconds", "How long requests to other systems took.", labels: ["target": target]
        ).observe(duration)
    }
}
