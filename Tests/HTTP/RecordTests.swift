import Foundation
import Observability
import Synchronization
import Testing

@testable import HTTP

@Suite struct RecordTests {
    private final class Spans: SpanExporter {
        private let collected = Mutex<[FinishedSpan]>([])
        func export(_ span: FinishedSpan) { collected.withLock { $0.append(span) } }
        var all: [FinishedSpan] { collected.withLock { $0 } }
    }

    @Test func requestsAreCountedByRouteAndStatusClass() async throws {
        let metrics = Metrics()
        try await withServer(metrics: metrics, routes: greetings) { server in
            for path in ["/greetings/1", "/greetings/2", "/nowhere", "/fail/else"] { _ = try await server.send("GET", path) }
            let text = metrics.render()
            #expect(text.contains(#"http_requests_total{method="GET",route="/greetings/{id}",status="2xx"} 2"#), "\(text)")
            #expect(text.contains(#"http_requests_total{method="GET",route="/fail/{how}",status="5xx"} 1"#))
            #expect(text.contains(#"http_requests_total{method="other",route="unmatched",status="4xx"} 1"#))
            #expect(text.contains(#"http_request_seconds_count{method="GET",route="/greetings/{id}"} 2"#))
        }
    }

    @Test func aRefusedBodyCountsForItsRoute() async throws {
        let metrics = Metrics()
        try await withServer(configure: { $0.maximumBody = 10 }, metrics: metrics, routes: greetings) { server in
            let response = try await server.send("POST", "/any", body: String(repeating: "1", count: 11))
            #expect(response.status == 413)
            #expect(response["X-Request-Id"] != nil)
            #expect(metrics.render().contains(#"http_requests_total{method="POST",route="/any",status="4xx"} 1"#))
        }
    }

    @Test func openConnectionsAreShown() async throws {
        let metrics = Metrics()
        try await withServer(metrics: metrics, routes: greetings) { server in
            let port = server.port
            try await onThread {
                let client = try RawClient(port: port)
                try client.send("GET /ping HTTP/1.1\r\nHost: t\r\n\r\n")
                #expect(try client.receive().status == 200)
                #expect(metrics.render().contains("http_connections_open 1"))
            }
        }
    }

    @Test func theLogHoldsNothingTheClientTyped() async throws {
        let log = CollectedLog()
        try await withServer(log: log, routes: greetings) { server in
            _ = try await server.send(
                "GET", "/greetings/anna@example.org?secret=1",
                headers: ["Authorization": "Bearer tok-123", "X-Request-Id": "bad id!\""]
            )
            _ = try await server.send("GET", "/my", headers: ["Authorization": "Bearer tok-123"])
            _ = try await server.send("POST", "/any", body: #"{"phone":"0301234"}"#)
        }
        let text = log.lines.joined(separator: "\n")
        #expect(text.contains(#""route":"/greetings/{id}""#))
        for word in ["anna", "secret=", "tok-123", "0301234", "bad id"] { #expect(!text.contains(word)) }
    }

    @Test func theCallersTraceGoesOn() async throws {
        let spans = Spans()
        try await withServer(exporter: spans, routes: greetings) { server in
            let trace = "0af7651916cd43dd8448eb211c80319c"
            let response = try await server.send(
                "GET", "/greetings/1", headers: ["traceparent": "00-\(trace)-b7ad6b7169203331-01", "X-Request-Id": "request-42"]
            )
            #expect(response["X-Request-Id"] == "request-42")
            #expect(response["traceparent"]?.contains(trace) == true)
            let span = try #require(spans.all.first)
            #expect(span.name == "GET /greetings/{id}")
            #expect(span.kind == .server)
            #expect(span.context.traceID == trace)
            #expect(span.parentSpanID == "b7ad6b7169203331")
        }
    }
}
