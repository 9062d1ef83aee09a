import Foundation
import Observability
import Synchronization
import Testing

@testable import HTTP

@Suite struct ConnectionTests {
    @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
        try await withServer(routes: greetings) { server in
            let port = server.port
            try await onThread {
                let client = try RawClient(port: port)
                try client.send((0..<50).map { "GET /greetings/\($0) HTTP/1.1\r\nHost: t\r\n\r\n" }.joined())
                for index in 0..<50 { #expect(try client.receive().text == "{\"text\":\"\(index)\"}") }
            }
        }
    }

    @Test func sixtyFourConnectionsAreServedAtATime() async throws {
        try await withServer(routes: greetings) { server in
            let port = server.port
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        try await onThread {
                            let client = try RawClient(port: port)
                            return try (0..<100).count { _ in
                                try client.send("GET /ping HTTP/1.1\r\nHost: t\r\n\r\n")
                                return try client.receive().status == 200
                            }
                        }
                    }
                }
                let answered = try await group.reduce(0, +)
                #expect(answered == 6400)
            }
        }
    }

    @Test func aRequestInSingleBytesIsRead() async throws {
        try await withServer(routes: greetings) { server in
            let port = server.port
            try await onThread {
                let client = try RawClient(port: port)
                let request = "POST /any HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\ntrue"
                for byte in request.utf8 { try client.send([byte]) }
                #expect(try client.receive().text == "true")
            }
        }
    }

    @Test(arguments: [
        "GET /ping HTTP/1.1\r\n\r\n",  // no Host
        "GET  /ping HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET /ping HTTP/9.9\r\nHost: t\r\n\r\n",
        "GET\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n", "GET /ping HTTP/1.1\r\nHost: t\r\nno colon\r\n\r\n",
        "GET /ping HTTP/1.1\r\nHost: t\r\n folded: x\r\n\r\n", "GET * HTTP/1.1\r\nHost: t\r\n\r\n",
        "POST /any HTTP/1.1\r\nHost: t\r\nContent-Length: -1\r\n\r\n",
        "POST /any HTTP/1.1\r\nHost: t\r\nContent-Length: 1x\r\n\r\n1",
        "POST /any HTTP/1.1\r\nHost: t\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        "POST /any HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /any HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        "POST /any HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip\r\nContent-Length: 1\r\n\r\n1",
        "CONNECT t:1 HTTP/1.1\r\nHost: t\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}",
        "GET /ping HTTP/1.1\nHost: t\n\n", "\r\n\r\n\r\nGET /ping HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET /%F0%9F%A6%84/\u{1F984} HTTP/1.1\r\nHost: t\r\nX: \u{1F984}\r\n\r\n",
    ])
    func aMalformedRequestHarmsNobody(request: String) async throws {
        func hurried(_ configuration: inout HTTPServerConfiguration) {
            // Long enough for the request after it, however busy the machine.
            (configuration.headTimeout, configuration.requestTimeout) = (.seconds(2), .seconds(2))
        }
        try await withServer(configure: hurried, routes: greetings) { server in
            let port = server.port
            try await onThread {
                let client = try RawClient(port: port)
                try client.send(request)
                client.finish()
                let status = (try? client.receive())?.status
                #expect(status == nil || (200..<506).contains(status ?? 0), "\(status ?? 0)")
                #expect(status != 500)
            }
            let after = try await server.send("GET", "/ping")
            #expect(after.status == 200)
        }
    }

    @Test(arguments: [
        "Content-Length: 4\r\nContent-Length: 5", "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "Transfer-Encoding: xchunked", "Content-Length: +4",
    ])
    func twoReadingsOfALengthAreRefused(headers: String) async throws {
        try await withServer(routes: greetings) { server in
            let port = server.port
            try await onThread {
                let client = try RawClient(port: port)
                try client.send("POST /any HTTP/1.1\r\nHost: t\r\n\(headers)\r\n\r\ntrueGET /ping HTTP/1.1\r\nHost: t\r\n\r\n")
                #expect(try client.receive().status == 400)
                #expect(try client.isClosed())
            }
        }
    }

    @Test func aClientThatSendsTooSlowlyIsCutOff() async throws {
        func hurried(_ configuration: inout HTTPServerConfiguration) {
            configuration.headTimeout = .milliseconds(600)
            configuration.idleTimeout = .milliseconds(600)
            configuration.requestTimeout = .milliseconds(600)
        }
        try await withServer(configure: hurried, routes: greetings) { server in
            let port = server.port
            let starts = ["", "GET /ping HTTP/1.1\r\nX-", "POST /any HTTP/1.1\r\nHost: t\r\nContent-Length: 100000\r\n\r\n"]
            for start in starts {
                try await onThread {
                    let client = try RawClient(port: port)
                    try client.send(start)
                    // Well before it would be by the times that are usual: it never falls silent.
                    let end = ContinuousClock.now + .seconds(8)
                    #expect(throws: RawClient.Failure.self) {
                        while ContinuousClock.now < end {
                            usleep(20_000)
                            try client.send("a")
                        }
                    }
                }
            }
        }
    }

    @Test func anIdleConnectionIsClosed() async throws {
        try await withServer(configure: { $0.idleTimeout = .seconds(1) }, routes: greetings) { server in
            let port = server.port
            try await onThread {
                let client = try RawClient(port: port)
                try client.send("GET /ping HTTP/1.1\r\nHost: t\r\n\r\n")
                #expect(try client.receive().status == 200)
                #expect(try client.isClosed())
            }
        }
    }

    @Test func aClientThatNeverReadsItsAnswerIsCutOff() async throws {
        func routes(_ router: inout Router) {
            router.stream(.get, "/big", operation: "big", summary: "Big.", access: .open, contentType: "text/plain") { _, _ in
                StreamReply(contentType: "application/octet-stream", bytes: [UInt8](repeating: 7, count: 30 << 20))
            }
        }
        let metrics = Metrics()
        @Sendable func areOpen(_ count: Int) -> Bool { metrics.render().contains("http_connections_open \(count)\n") }
        try await withServer(configure: { $0.responseTimeout = .seconds(2) }, metrics: metrics, routes: routes) { server in
            let port = server.port
            try await onThread {
                let client = try RawClient(port: port, receiveBuffer: 4096)
                try client.send("GET /big HTTP/1.1\r\nHost: t\r\n\r\n")
                #expect(comesTrue { areOpen(1) })
                #expect(comesTrue { areOpen(0) })
                #expect(throws: RawClient.Failure.self) { try client.receive() }
            }
        }
    }

    @Test func everyExchangeIsReleasedHoweverItEnds() async throws {
        let daemon = MicroHTTPDaemon(
            address: "127.0.0.1", port: 0, threads: 2, maximumConnections: 100, limits: HTTPServerConfiguration().limits,
            admitting: Yes()
        )
        let port = try daemon.start()
        let seen = WeakExchanges()
        @Sendable func begins() { #expect(comesTrue { !daemon.connections.exchanges.isEmpty }) }
        let endings: [@Sendable (RawClient) throws -> Void] = [
            { try $0.send("GET /a HTTP/1.1\r\nHost"); begins() },
            { try $0.send("POST /a HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\n1"); begins() },
            { try $0.send("GET /a HTTP/1.1\r\nHost: t\r\n\r\n"); _ = try $0.receive() },
            { try $0.send("GET /a HTTP/1.1\r\nHost: t\r\n\r\n"); $0.reset() },
            { try $0.send("GET /a HTTP/1.1\r\n\r\n"); _ = try $0.receive() },
        ]
        for ending in endings {
            try await onThread {
                let client = try RawClient(port: port)
                try ending(client)
                seen.note(daemon.connections.exchanges)
            }
        }
        await daemon.stop(within: .seconds(1))
        #expect(seen.count > 1)
        #expect(seen.alive == 0)
        #expect(daemon.connections.count == 0)
    }
}

/// Admits everything and answers it with nothing.
private struct Yes: RequestAdmitting {
    private static let empty = EngineResponse(status: 204, headers: [], body: .bytes([]))
    func admit(_ head: RequestHead) -> Admission {
        .accept(AdmittedRequest(
            maximumBody: 100, timeLimit: .seconds(1), run: { _, _ in Self.empty }, refuse: { _ in Self.empty }
        ))
    }
    func refuse(_ head: RequestHead, _ reason: Refusal) -> EngineResponse { Self.empty }
}

private final class WeakExchanges: Sendable {
    private struct Box: Sendable { weak let exchange: Exchange? }
    private let boxes = Mutex<[Box]>([])
    func note(_ exchanges: [Exchange]) { boxes.withLock { $0 += exchanges.map { Box(exchange: $0) } } }
    var count: Int { boxes.withLock { $0.count } }
    var alive: Int { boxes.withLock { $0.count { $0.exchange != nil } } }
}
