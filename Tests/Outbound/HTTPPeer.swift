import Foundation
import Observability
import Outbound
import TestSupport

/// The HTTP server of `Peers/http_peer.py`, started for one test, with a client to talk to it.
struct HTTPPeer {
    struct Ports: Decodable {
        let http, https, wrongName, oldTLS, closed: Int
        let authorities: String
    }

    struct Seen: Decodable {
        let requests, abandoned: Int
    }

    /// What `/echo` answers.
    struct Echo: Decodable {
        let method, path, body: String
        let headers: [[String]]
        let connection: Int

        func values(_ name: String) -> [String] {
            headers.filter { $0[0].lowercased() == name.lowercased() }.map { $0[1] }
        }
    }

    let peer: PythonPeer
    let ports: Ports
    let client: HTTPClient
    let metrics: Metrics

    static func with<T>(_ body: (HTTPPeer) async throws -> T) async throws -> T {
        try await with(configure: { _, _ in }, body)
    }

    static func with<T>(
        configure: (inout HTTPClientConfiguration, Ports) -> Void, _ body: (HTTPPeer) async throws -> T
    ) async throws -> T {
        try await PythonPeer.with(peerScript("http_peer.py")) { peer in
            let ports = try JSONDecoder().decode(Ports.self, from: Data(peer.greeting.utf8))
            var configuration = HTTPClientConfiguration()
            configure(&configuration, ports)
            let metrics = Metrics()
            let client = HTTPClient(configuration: configuration, logger: .silent, metrics: metrics)
            return try await body(HTTPPeer(peer: peer, ports: ports, client: client, metrics: metrics))
        }
    }

    func url(_ path: String) -> URL {
        URL(string: "http://127.0.0.1:\(ports.http)\(path)")!
    }

    /// A request to the peer; most tests need no more.
    func get(_ path: String, deadline: Duration = .seconds(30)) async throws -> OutboundResponse {
        try await client.send(OutboundRequest(.get, url(path), target: "peer", deadline: deadline))
    }

    /// The kind of failure a request meets; nil when it gets an answer.
    func failure(_ request: OutboundRequest) async throws -> OutboundError.Kind? {
        do {
            _ = try await client.send(request)
            return nil
        } catch let error as OutboundError {
            return error.kind
        }
    }

    /// The same for a request to the peer.
    func failure(_ path: String, deadline: Duration = .seconds(30)) async throws -> OutboundError.Kind? {
        try await failure(OutboundRequest(.get, url(path), target: "peer", deadline: deadline))
    }

    func echo(_ request: OutboundRequest) async throws -> Echo {
        try JSONDecoder().decode(Echo.self, from: Data(await client.send(request).body))
    }

    func seen() async throws -> Seen {
        try JSONDecoder().decode(Seen.self, from: Data(await peer.ask("seen").utf8))
    }

    /// Asks the peer until it saw what is expected; false when it never did.
    func eventually(_ condition: (Seen) -> Bool) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            if condition(try await seen()) { return true }
            await Task.yield()
        }
        return false
    }
}

func peerScript(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Peers/\(name)").path
}

extension Logger {
    static var silent: Logger { Logger(service: "test", level: .error) }
}
