import Foundation
import Messaging
import Observability
import Synchronization
import TestSupport

/// Runs a publisher beside the body.
func withPublisher<T>(
    _ configuration: AMQPConfiguration, window: Int = 256, metrics: Metrics = Metrics(), _ body: (Publisher) async throws -> T
) async throws -> T {
    let publisher = Publisher(configuration: configuration, window: window, logger: .silent, metrics: metrics)
    return try await running(publisher) { try await body(publisher) }
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
            concurrency: concurrency, logger: .silent, metrics: metrics, handler: handler)
    }
}

func acknowledgeAll(_ batch: [Delivery]) -> [Settlement] { batch.map { _ in .acknowledge } }

extension Metrics {
    /// How many connections have been made for a role so far.
    func connections(_ role: String) -> Int {
        Int(counter("pitcrew_amqp_connections_total", "Connections made to the broker", labels: ["role": role]).value)
    }
}
