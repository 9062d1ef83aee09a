import Concurrency
import Foundation
import Lifecycle
import Messaging
import Observability
import Outbox
import PostgreSQL

/// Brings the database up to date, after which requests are served, and compares the broker with what this service needs, after which
/// everything else runs. A server that is away is waited for, and so are queues that are not declared yet, so that no start order
/// matters; a difference that waiting cannot mend ends the service with a message that names it.
struct Startup: Service {
    let name = "startup"
    let database: PostgresClient
    let migrations: [Migration]
    let setClock: @Sendable () async throws -> Void
    let checkBroker: @Sendable () async throws -> Void
    let migrated: Gate
    let gate: Gate
    let logger: Logger

    func run() async throws {
        try await waiting("Waiting for the database") {
            try await setClock()
            try await Migrator(client: database, schemaTable: "pitcrew_platform_migrations", logger: logger).apply(PlatformMigrations.all)
            try await Migrator(client: database, schemaTable: "pitcrew_migrations", logger: logger).apply(migrations)
        }
        migrated.open()
        try await waiting("Waiting for the broker", checkBroker)
        gate.open()
        logger.info("Started")
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    }

    private func waiting(_ message: StaticString, _ step: @Sendable () async throws -> Void) async throws {
        let backoff = Backoff(base: .milliseconds(200), cap: .seconds(5))
        var random = SystemRandomNumberGenerator()
        for attempt in 1... {
            do {
                return try await step()
            } catch where error.isServerAway {
                logger.warning(message, ["error": .string(String(describing: error))])
                try await Task.sleep(for: max(backoff.delay(attempt: attempt, using: &random), .milliseconds(50)))
            }
        }
    }
}

/// The tables that every service has.
enum PlatformMigrations {
    static let all = MessagingMigrations.all + [
        Migration(2, "platform", PackageResources.V002_platform_sql),
        Migration(3, "sealed replies", PackageResources.V003_sealed_replies_sql),
        Migration(5, "ended sessions", PackageResources.V005_ended_sessions_sql),
    ]
}

extension Error {
    /// Whether the other side could not be reached, which time may mend.
    var isServerAway: Bool {
        switch self {
        case let error as PostgresError: error.isUnavailable
        // What is missing at the broker is declared by whoever sets the cell up, perhaps a moment after the services are started.
        case let error as AMQPError: error.isRetriable || error.code == .notFound || error.code == .authentication
        case is DeadlineExceeded: true
        default: false
        }
    }
}
