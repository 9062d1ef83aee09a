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

    func run() async throws {
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(500))
            await post()
        }
        await post()
    }

    private func post() async {
        while true {
            let spans = exporter.drain(max: 512)
            guard !spans.isEmpty else { return }
            do {
                let body = OTLP.encode(spans, service: service)
                let url = endpoint.appendingPathComponent("v1/traces")
                _ = try await http.send(.json(.post, url, target: "collector", body: body, deadline: .seconds(5)))
            } catch {
                logger.debug("Spans were dropped", ["count": .int(spans.count)])
                return
            }
        }
    }
}
