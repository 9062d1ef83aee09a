import Messaging
import PostgreSQL
import Synchronization

/// What ready means: migrations current, database reachable, publisher and consumers live.
final class Readiness: Sendable {
    struct Report: Codable, Sendable {
        let ready: Bool
        let checks: [String: Bool]
    }
    private let gate: Gate
    private let publisher: Publisher
    private let consumers: [Consumer]
    private let database = Mutex(false)

    init(gate: Gate, publisher: Publisher, consumers: [Consumer]) {
        self.gate = gate
        self.publisher = publisher
        self.consumers = consumers
    }

    /// Asks the database now; the answer is kept for `report`.
    func probe(_ client: PostgresClient) async -> Report {
        let answers = await client.ping()
        database.withLock { $0 = answers }
        return report()
    }

    func report() -> Report {
        let checks = [
            "migrations": gate.isOpen, "database": database.withLock { $0 }, "publisher": publisher.isReady,
            "consumers": consumers.allSatisfy(\.isReady),
        ]
        return Report(ready: checks.values.allSatisfy { $0 }, checks: checks)
    }

    /// Messages waiting in the main queue.
    func queueDepth() -> Int? { consumers.first?.depth()?.messages }
}
