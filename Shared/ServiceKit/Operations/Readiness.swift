import Messaging
import PostgreSQL

/// What ready means: migrations current, database reachable, publisher and consumers live.
struct Readiness: Sendable {
    struct Report: Codable, Sendable {
        let ready: Bool
        let checks: [String: Bool]

        var isDatabaseThere: Bool { checks["database"] == true }
    }
    let migrated: Gate
    let database: PostgresClient
    let publisher: Publisher
    /// The service's own queue first.
    let consumers: [Consumer]

    /// How it is now; the database is asked.
    func report() async -> Report {
        let checks = [
            "migrations": migrated.isOpen, "database": await database.ping(), "publisher": publisher.isReady,
            "consumers": consumers.allSatisfy(\.isReady),
        ]
        return Report(ready: checks.values.allSatisfy { $0 }, checks: checks)
    }

    /// Messages waiting in the main queue.
    func queueDepth() -> Int? { consumers.first?.depth()?.messages }
}
