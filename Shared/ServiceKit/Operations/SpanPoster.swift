import Concurrency
import Foundation
import Lifecycle
import Observability
import Outbound

/// Sends finished spans to a collector by OTLP over HTTP (OpenTelemetry Protocol 1.x, JSON encoding). A collector that is away costs
/// spans, never a request: the buffer is bounded and counts what it drops.
struct SpanPoster: Service {
    let name = "span poster"
    let exporter: BatchSpanExporter
    let endpoint: URL
    let service: String
    let http: HTTPClient
    let logger: Logger

    init(exporter: BatchSpanExporter, endpoint: URL, service: String, http: HTTPClient, logger: Logger, metrics: Metrics) {
        self.exporter = exporter
        self.endpoint = endpoint
        self.service = service
        self.http = http
        self.logger = logger
        let dropped = metrics.counter("pitcrew_spans_dropped_total", "Spans lost: the buffer was full, or the collector did not take them.")
        metrics.onRender { dropped.raise(to: Double(exporter.dropped)) }
    }

    func run() async throws {
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(500))
            await post()
        }
        await shielded { await post() }
    }

    private func post() async {
        while true {
            let spans = exporter.drain(max: 512)
            guard !spans.isEmpty else { return }
            do {
                let body = OTLP.encode(spans, service: service)
                let url = endpoint.appendingPathComponent("v1/traces")
                let answer = try await http.send(.json(.post, url, target: "collector", body: body, deadline: .seconds(5)))
                if !answer.isSuccess { drop(spans.count, .int(answer.status)) }
            } catch {
                return drop(spans.count, .errorType(error))
            }
        }
    }

    private func drop(_ count: Int, _ reason: LogValue) {
        exporter.noteLost(count)
        logger.debug("Spans were dropped", ["count": .int(count), "reason": reason])
    }
}
