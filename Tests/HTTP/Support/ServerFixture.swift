import Contracts
import Foundation
import Observability
import Synchronization

@testable import HTTP

/// Runs a server on a free port around `body` and stops it afterwards, also when `body` throws.
func withServer(
    configure: (inout HTTPServerConfiguration) -> Void = { _ in }, verifier: (any TokenVerifying)? = nil,
    metrics: Metrics = Metrics(), log: CollectedLog = CollectedLog(), exporter: (any SpanExporter)? = nil,
    routes: (inout Router) -> Void, _ body: @escaping @Sendable (RunningServer) async throws -> Void
) async throws {
    var router = Router()
    routes(&router)
    var configuration = HTTPServerConfiguration()
    configuration.drainTimeout = .seconds(2)
    configure(&configuration)
    let server = HTTPServer(
        configuration: configuration, router: router, verifier: verifier, tracer: Tracer(service: "test", exporter: exporter),
        logger: Logger(service: "test", level: .debug, sink: log), metrics: metrics
    )
    let running = RunningServer(server: server, task: Task { try await server.run() })
    do {
        try await running.ready()
        try await body(running)
        try await running.stop()
    } catch {
        try? await running.stop()
        throw error
    }
}

struct RunningServer: Sendable {
    let server: HTTPServer
    let task: Task<Void, any Error>

    var port: Int { server.port ?? 0 }

    func ready() async throws {
        for _ in 0..<500 where server.port == nil { try await Task.sleep(for: .milliseconds(2)) }
    }

    func stop() async throws {
        task.cancel()
        try await task.value
    }

    /// One request on a connection of its own.
    func send(
        _ method: String = "GET", _ path: String, headers: [String: String] = [:], body: String? = nil,
        type: String = "application/json"
    ) async throws -> RawResponse {
        let port = port
        return try await onThread {
            let client = try RawClient(port: port)
            var text = "\(method) \(path) HTTP/1.1\r\nHost: test\r\nConnection: close\r\n"
            for (name, value) in headers { text += "\(name): \(value)\r\n" }
            if let body { text += "Content-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n" }
            try client.send(text + "\r\n" + (body ?? ""))
            return try client.receive(isHead: method == "HEAD")
        }
    }
}

/// Keeps log lines.
final class CollectedLog: LogSink {
    private let collected = Mutex<[String]>([])
    func write(_ line: String) { collected.withLock { $0.append(line) } }
    var lines: [String] { collected.withLock { $0 } }
}

/// A verifier that knows the tokens it is given.
struct KnownTokens: TokenVerifying {
    let principals: [String: Principal]
    func verify(_ bearer: String) async throws -> Principal {
        guard let principal = principals[bearer] else { throw InvalidToken() }
        return principal
    }
}

/// Runs blocking code on a thread of its own, off Swift's pool.
func onThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}
