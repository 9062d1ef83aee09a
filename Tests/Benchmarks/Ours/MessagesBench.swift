import Configuration
import Foundation
import Lifecycle
import Messaging
import Observability
import Synchronization

/// Messages of 1 KB to one queue, persistent and confirmed, and from it, acknowledged. Prints one JSON line.
///
/// Settings: the broker's, `BENCH_QUEUE`, `BENCH_MESSAGES` (100000), `BENCH_WINDOW` (256), `BENCH_PREFETCH` (512).
struct MessagesBench {
    private static let size = 1024
    /// What one call of `publish` is given, and what a batch of the consumer holds.
    private static let batch = 64

    private let broker: AMQPConfiguration
    private let queue: String
    private let messages: Int
    private let window: Int
    private let prefetch: Int
    private let logger = Logger(service: "bench", level: .warning)

    init(settings: Settings) throws {
        broker = try AMQPConfiguration(settings: settings)
        queue = try settings.string("BENCH_QUEUE")
        messages = try settings.int("BENCH_MESSAGES", default: 100_000, in: 1...10_000_000)
        window = try settings.int("BENCH_WINDOW", default: 256, in: 1...4096)
        prefetch = try settings.int("BENCH_PREFETCH", default: 512, in: 1...4096)
    }

    func publish() async throws {
        let publisher = Publisher(configuration: broker, window: window, logger: logger, metrics: Metrics())
        let running = Task { try await publisher.run() }
        let start = ContinuousClock.now
        // Twice the window, so that there is always something to send while answers are on their way.
        let tasks = max(2, 2 * window / Self.batch)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    for first in stride(from: task * Self.batch, to: messages, by: tasks * Self.batch) {
                        let outcomes = try await publisher.publish((first..<min(first + Self.batch, messages)).map(message))
                        guard outcomes.allSatisfy({ $0 == .confirmed }) else { throw BenchFailed("the broker refused a message") }
                    }
                }
            }
            try await group.waitForAll()
        }
        report(since: start)
        running.cancel()
        try await running.value
    }

    func consume() async throws {
        let (done, finished) = AsyncStream.makeStream(of: Void.self)
        let count = Tally()
        let consumer = Consumer(
            configuration: broker, queue: queue, prefetch: prefetch, batchSize: Self.batch, batchDelay: .milliseconds(2), concurrency: 2,
            logger: logger, metrics: Metrics()
        ) { [messages] deliveries in
            guard deliveries.allSatisfy({ $0.body.count == Self.size }) else { return deliveries.map { _ in .reject } }
            if count.add(deliveries.count) >= messages { finished.finish() }
            return deliveries.map { _ in .acknowledge }
        }
        let start = ContinuousClock.now
        let running = Task { try await consumer.run() }
        for await _ in done {}
        report(since: start)
        running.cancel()
        try await running.value
    }

    private func message(_ index: Int) -> OutgoingMessage {
        OutgoingMessage(
            exchange: "", routingKey: queue, messageID: String(index), contentType: "application/octet-stream",
            body: Array(repeating: 0, count: Self.size)
        )
    }

    private func report(since start: ContinuousClock.Instant) {
        print(#"{"messages_per_second":\#(Double(messages) / ((ContinuousClock.now - start) / .seconds(1)))}"#)
    }
}

/// A count that many tasks add to.
private final class Tally: Sendable {
    private let count = Atomic(0)

    /// - Returns: the count with what was added.
    func add(_ more: Int) -> Int { count.add(more, ordering: .relaxed).newValue }
}

/// A benchmark whose work went wrong, so that its figures say nothing.
struct BenchFailed: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
