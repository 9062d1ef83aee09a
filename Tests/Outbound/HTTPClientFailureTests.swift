import Foundation
import Outbound
import Testing

@Suite struct HTTPClientFailureTests {
    @Test func namesTheFailure() async throws {
        let cases: [(String, OutboundError.Kind)] = [
            ("/silent", .connectionLost), ("/reset", .connectionLost), ("/cut", .connectionLost),
            ("/garbage", .protocol), ("/huge?bytes=20000000", .tooLarge), ("/huge?bytes=20000000&announced=1", .tooLarge),
            ("/bomb", .tooLarge), ("/fat", .tooLarge), ("/slow?seconds=60", .timeout), ("/trickle", .timeout),
        ]
        try await HTTPPeer.with { peer async throws in
            for (path, kind) in cases {
                let start = ContinuousClock.now
                let deadline: Duration = kind == .timeout ? .milliseconds(300) : .seconds(10)
                #expect(try await peer.failure(path, deadline: deadline) == kind)
                #expect(start.duration(to: .now) < .seconds(12))
                // And the client goes on.
                #expect(try await peer.get("/status?code=200").status == 200)
            }
        }
    }

    @Test func nobodyListens() async throws {
        try await HTTPPeer.with { peer async throws in
            let url = try #require(URL(string: "http://127.0.0.1:\(peer.ports.closed)/"))
            let kind = try await peer.failure(OutboundRequest(.get, url, target: "peer"))
            #expect(kind == .refused)
        }
    }

    @Test func theNameIsUnknown() async throws {
        try await HTTPPeer.with { peer async throws in
            let url = try #require(URL(string: "http://no-such-host.invalid/"))
            let kind = try await peer.failure(OutboundRequest(.get, url, target: "peer", deadline: .seconds(20)))
            #expect(kind == .resolve || kind == .timeout)
        }
    }

    @Test func refusesOtherProtocols() async throws {
        let cases = ["ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/", "relative", "smtp://127.0.0.1/"]
        try await HTTPPeer.with { peer async throws in
            for url in cases {
                let url = try #require(URL(string: url))
                let kind = try await peer.failure(OutboundRequest(.get, url, target: "peer"))
                #expect(kind == .invalidRequest)
            }
        }
    }

    @Test func aRedirectStaysWithinHTTP() async throws {
        try await HTTPPeer.with { peer async throws in
            for target in ["file:///etc/passwd", "ftp://127.0.0.1/", "smtp://127.0.0.1/"] {
                let request = OutboundRequest(.get, peer.url("/redirect?to=\(target)"), target: "peer", followRedirects: true)
                #expect(try await peer.failure(request) == .protocol)
            }
        }
    }

    @Test func aCircleOfRedirectsEnds() async throws {
        try await HTTPPeer.with { peer async throws in
            let request = OutboundRequest(
                .get, peer.url("/redirect?to=/redirect?to%3D/redirect"), target: "peer", followRedirects: true
            )
            #expect(try await peer.failure(request) != nil)
        }
    }

    @Test func refusesHeadersThatBreakOut() async throws {
        let cases = [
            ("X-A", "a\r\nX-B: b"), ("X-A", "a\nb"), ("X-A", "a\u{0}b"), ("X A", "a"), ("X-A\r\nX-B", "a"), ("", "a"), ("X:",
            "a"),
        ]
        try await HTTPPeer.with { peer async throws in
            for (name, value) in cases {
                var request = OutboundRequest(.get, peer.url("/echo"), target: "peer")
                request.headers.add(name, value)
                let kind = try await peer.failure(request)
                #expect(kind == .invalidRequest)
                #expect(try await peer.seen().requests == 0)
            }
        }
    }

    @Test func cancellingTheTaskEndsTheTransfer() async throws {
        try await HTTPPeer.with { peer async throws in
            let task = Task { try await peer.get("/slow?seconds=20", deadline: .seconds(30)) }
            #expect(try await peer.eventually { $0.requests == 1 })
            let start = ContinuousClock.now
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(start.duration(to: .now) < .seconds(12))
            #expect(try await peer.eventually { $0.abandoned == 1 })
        }
    }

    @Test func aCancelledTaskSendsNothing() async throws {
        try await HTTPPeer.with { peer async throws in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await peer.get("/echo")
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await peer.seen().requests == 0)
        }
    }

    @Test func manyCancellationsLeaveNothingBehind() async throws {
        try await HTTPPeer.with { peer async throws in
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<200 {
                    group.addTask {
                        let task = Task { try await peer.get("/slow?seconds=20", deadline: .seconds(30)) }
                        await Task.yield()
                        task.cancel()
                        await #expect(throws: CancellationError.self) { try await task.value }
                    }
                }
            }
            #expect(try await peer.get("/status?code=200").status == 200)
        }
    }
}
