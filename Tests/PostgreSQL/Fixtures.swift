import Foundation
import Observability
import Synchronization
import Testing

@testable import PostgreSQL

/// The server the tests use, from the environment.
func serverURL() throws -> String {
    try #require(
        ProcessInfo.processInfo.environment["PITCREW_TEST_DATABASE_URL"],
        "set PITCREW_TEST_DATABASE_URL to a PostgreSQL server in which databases may be created"
    )
}

/// Keeps log lines for inspection.
final class RecordingSink: LogSink {
    private let written = Mutex<[String]>([])
    var lines: [String] { written.withLock { $0 } }
    func write(_ line: String) { written.withLock { $0.append(line) } }
}

extension Logger {
    static func recording(_ sink: RecordingSink = RecordingSink()) -> Logger {
        Logger(service: "tests", level: .debug, sink: sink)
    }
}

@discardableResult
func withClient<T: Sendable>(
    _ configuration: PostgresConfiguration, logger: Logger = .recording(), _ body: (PostgresClient) async throws -> T
) async throws -> T {
    let client = PostgresClient(configuration: configuration, logger: logger, metrics: Metrics())
    do {
        let value = try await body(client)
        await client.shutDown()
        return value
    } catch {
        await client.shutDown()
        throw error
    }
}

/// A client on the server's own database, for tests that leave nothing behind.
@discardableResult
func withClient<T: Sendable>(connections: Int = 4, _ body: (PostgresClient) async throws -> T) async throws -> T {
    try await withClient(PostgresConfiguration(url: serverURL(), connections: connections), body)
}

/// A client on a database of its own, dropped afterwards.
@discardableResult
func withDatabase<T: Sendable>(connections: Int = 4, _ body: (PostgresClient) async throws -> T) async throws -> T {
    let name = "pitcrew_test_\(UUID().uuidString.lowercased().prefix(8))"
    return try await withClient(connections: 1) { administrator in
        try await administrator.execute("CREATE DATABASE \(identifier: name)")
        var url = try #require(URLComponents(string: serverURL()))
        url.path = "/\(name)"
        let text = try #require(url.string)
        let result: Result<T, any Error>
        do {
            result = .success(try await withClient(PostgresConfiguration(url: text, connections: connections), body))
        } catch {
            result = .failure(error)
        }
        try await administrator.execute("DROP DATABASE IF EXISTS \(identifier: name) WITH (FORCE)")
        return try result.get()
    }
}

/// Waits until the server is at work on a statement like the pattern, which no other test may use.
func untilRunning(_ pattern: String) async throws {
    try await withClient(connections: 1) { administrator in
        for _ in 0..<1000 {
            let running = try await administrator.query(
                """
                SELECT pid FROM pg_stat_activity
                WHERE query LIKE \(pattern) AND state = 'active' AND wait_event = 'PgSleep' AND pid <> pg_backend_pid()
                """)
            if !running.isEmpty { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("nothing runs that looks like \(pattern)")
    }
}

/// `#expect` for calls that mutate.
func same<Value: Equatable>(_ found: Value, _ expected: Value, at location: SourceLocation = #_sourceLocation) {
    #expect(found == expected, sourceLocation: location)
}
