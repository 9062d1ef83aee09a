import Contracts
import Foundation
import Observability
import Synchronization
import TestSupport

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
    let hasEnded = Flag()
    let task = Task {
        defer { hasEnded.raise() }
        try await server.run()
    }
    let running = RunningServer(server: server, task: task, hasEnded: hasEnded)
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
    let hasEnded: Flag

    var port: Int { server.port ?? 0 }

    /// Until it listens, or cannot; why not, `stop` throws.
    func ready() async throws {
        try await eventually("it listens") { server.port != nil || hasEnded.isRaised }
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

/// Something has happened, or may now.
final class Flag: Sendable {
    private let raised = Atomic(false)
    var isRaised: Bool { raised.load(ordering: .acquiring) }
    func raise() { raised.store(true, ordering: .releasing) }
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

/// What `eventually` is to tasks, for blocking code: whether the condition came true before the deadline.
func comesTrue(within deadline: Duration = .seconds(15), _ condition: () -> Bool) -> Bool {
    let end = ContinuousClock.now + deadline
    while ContinuousClock.now < end {
        if condition() { return true }
        usleep(5_000)
    }
    return false
}

/// Runs blocking code on a thread of its own, off Swift's pool.
func onThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}
