import Foundation
import Lifecycle
import Messaging
import Observability
import Synchronization
import Testing

/// Runs a service beside the body and stops it gracefully afterwards.
func running<T>(_ service: some Service, _ body: () async throws -> T) async throws -> T {
    let task = Task { try await service.run() }
    let result: Result<T, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    task.cancel()
    try await task.value
    return try result.get()
}

/// Runs a publisher beside the body.
func withPublisher<T>(
    _ configuration: AMQPConfiguration, window: Int = 256, metrics: Metrics = Metrics(), _ body: (Publisher) async throws -> T
) async throws -> T {
    let publisher = Publisher(configuration: configuration, window: window, logger: testLogger, metrics: metrics)
    return try await running(publisher) { try await body(publisher) }
}

struct NotInTime: Error, CustomStringConvertible {
    let description: String
}

/// Waits until the condition holds; throws when it does not within the time.
func eventually(
    _ what: String, within limit: Duration = .seconds(20), _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + limit
    while try await !condition() {
        guard .now < end else { throw NotInTime(description: "\(what): not within \(limit)") }
        try await Task.sleep(for: .milliseconds(20))
    }
}

/// What handlers have seen, shared with the test.
final class Seen: Sendable {
    private struct State {
        var deliveries: [Delivery] = []
        var batches: [Int] = []
    }

    private let state = Mutex(State())

    func note(_ batch: [Delivery]) {
        state.withLock { state in
            state.deliveries += batch
            state.batches.append(batch.count)
        }
    }

    var deliveries: [Delivery] { state.withLock { $0.deliveries } }
    var batches: [Int] { state.withLock { $0.batches } }
    var ids: [String] { deliveries.map { $0.messageID ?? "" } }
    var count: Int { state.withLock { $0.deliveries.count } }
}

extension Consumer {
    /// A consumer as the tests mostly need it.
    static func forTest(
        _ configuration: AMQPConfiguration, _ queue: String, prefetch: Int = 64, batchSize: Int = 16,
        batchDelay: Duration = .milliseconds(2), concurrency: Int = 2, metrics: Metrics = Metrics(),
        handler: @escaping Consumer.Handler
    ) -> Consumer {
        Consumer(
            configuration: configuration, queue: queue, prefetch: prefetch, batchSize: batchSize, batchDelay: batchDelay,
            concurrency: concurrency, logger: testLogger, metrics: metrics, handler: handler)
    }
}

func acknowledgeAll(_ batch: [Delivery]) -> [Settlement] { batch.map { _ in .acknowledge } }

extension Metrics {
    /// How many connections have been made for a role so far.
    func connections(_ role: String) -> Int {
        Int(counter("pitcrew_amqp_connections_total", "Connections made to the broker", labels: ["role": role]).value)
    }
}
