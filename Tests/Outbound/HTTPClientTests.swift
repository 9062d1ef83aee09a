import Foundation
import Observability
import Outbound
import Testing

@Suite struct HTTPClientTests {
    @Test(arguments: ["", "body ü"])
    func sendsMethodAndBody(body: String) async throws {
        try await HTTPPeer.with { peer async throws in
            for method in [OutboundRequest.Method.get, .post, .put, .patch, .delete, .options] {
                let echo = try await peer.echo(OutboundRequest(
                    method, peer.url("/echo?q=a%20b"), target: "peer", headers: ["X-Custom": "1", "X-Empty": ""],
                    body: Array(body.utf8)
                ))
                #expect(echo.method == method.rawValue)
                #expect(echo.path == "/echo?q=a%20b")
                #expect(echo.body == body)
                #expect(echo.values("x-custom") == ["1"])
                #expect(echo.values("x-empty") == [""])
                #expect(echo.values("expect").isEmpty)
                #expect(echo.values("content-type").isEmpty)
            }
        }
    }

    @Test func asksForHeadersOnly() async throws {
        try await HTTPPeer.with { peer async throws in
            let response = try await peer.client.send(OutboundRequest(.head, peer.url("/echo"), target: "peer"))
            #expect(response.status == 200)
            #expect(response.headers["content-length"] != "0")
            #expect(response.body.isEmpty)
        }
    }

    @Test func everyStatusIsAnAnswer() async throws {
        let cases = [200, 204, 304, 400, 404, 500, 503]
        try await HTTPPeer.with { peer async throws in
            for status in cases {
                let response = try await peer.get("/status?code=\(status)")
                #expect(response.status == status)
                #expect(response.isSuccess == (status < 300))
            }
        }
    }

    @Test func readsHeaders() async throws {
        try await HTTPPeer.with { peer async throws in
            let headers = try await peer.get("/fields").headers
            #expect(headers["X-MANY"] == "one")
            #expect(headers.values("x-Many") == ["one", "two"])
            #expect(headers["X-Empty"] == "")
            #expect(headers["X-Spaced"] == "a: b")
            #expect(headers["X-Absent"] == nil)
        }
    }

    @Test func readsHowLongToWait() async throws {
        try await HTTPPeer.with { peer async throws in
            let response = try await peer.get("/busy")
            #expect(response.status == 429)
            #expect(response.retryAfter() == .seconds(7))
        }
    }

    @Test func readsChunkedAndCompressedBodies() async throws {
        try await HTTPPeer.with { peer async throws in
            #expect(try await peer.get("/chunked").text == "one two three")
            #expect(try await peer.get("/packed").text == "unpacked")
        }
    }

    @Test func usesAConnectionAgain() async throws {
        try await HTTPPeer.with { peer async throws in
            let request = OutboundRequest(.get, peer.url("/echo"), target: "peer")
            var connections: Set<Int> = []
            for _ in 0..<20 { connections.insert(try await peer.echo(request).connection) }
            #expect(connections.count == 1)
        }
    }

    @Test func runsManyAtOnce() async throws {
        try await HTTPPeer.with { peer async throws in
            let start = ContinuousClock.now
            try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<50 { group.addTask { try await peer.get("/slow?seconds=2", deadline: .seconds(60)).text } }
                for try await text in group { #expect(text == "at last") }
            }
            // One after the other would take 100 seconds.
            #expect(start.duration(to: .now) < .seconds(40))
        }
    }

    @Test func keepsToItsLimitOfTransfers() async throws {
        try await HTTPPeer.with(configure: { configuration, _ in
            configuration.maximumRunning = 1
            configuration.maximumWaiting = 2
        }) { peer async throws in
            let outcomes = await withTaskGroup(of: String.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        do {
                            return try await peer.get("/slow?seconds=0.2").text
                        } catch {
                            return String("\(error)".prefix { $0 != ":" })
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == "unavailable" } >= 1, "\(outcomes)")
            #expect(outcomes.count { $0 == "at last" } >= 3, "\(outcomes)")
        }
    }

    @Test func doesNotFollowRedirectsUnlessAsked() async throws {
        try await HTTPPeer.with { peer async throws in
            var request = OutboundRequest(.get, peer.url("/redirect?to=/fields"), target: "peer")
            let stayed = try await peer.client.send(request)
            #expect(stayed.status == 302)
            #expect(stayed.headers["location"] == "/fields")
            request.followRedirects = true
            let followed = try await peer.client.send(request)
            #expect(followed.status == 200)
            // Only the last answer's fields.
            #expect(followed.headers["location"] == nil)
            #expect(followed.headers.values("x-many").count == 2)
        }
    }

    @Test func passesTheTraceOn() async throws {
        try await HTTPPeer.with { peer async throws in
            let tracer = Tracer(service: "test", exporter: nil)
            let request = OutboundRequest(.get, peer.url("/echo"), target: "peer")
            try await tracer.withSpan("call") { () async throws in
                let expected = Tracer.current?.traceparent
                #expect(try await peer.echo(request).values("traceparent") == [expected])
            }
            #expect(try await peer.echo(request).values("traceparent").isEmpty)
        }
    }

    @Test func countsByTargetAndOutcome() async throws {
        try await HTTPPeer.with { peer async throws in
            _ = try await peer.get("/status?code=204")
            _ = try await peer.get("/status?code=503")
            #expect(try await peer.failure("/silent") == .connectionLost)
            let text = peer.metrics.render()
            for outcome in ["2xx", "5xx", "connection_lost"] {
                #expect(text.contains(#"outbound_requests_total{outcome="\#(outcome)",target="peer"} 1"#), "\(text)")
            }
            #expect(text.contains(#"outbound_request_seconds_count{target="peer"} 3"#))
        }
    }
}
