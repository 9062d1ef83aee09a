import Concurrency
import Observability

/// Brings a database's schema up to date. Any number of processes may do so at once: each migration runs once, in a
/// transaction, under an advisory lock of the database.
public struct Migrator: Sendable {
    private let client: PostgresClient
    private let schemaTable: String
    private let logger: Logger
    /// Migrations may rewrite tables, and wait for another process's.
    private let timeout = Duration.seconds(600)
    private static let pauses = Backoff(base: .milliseconds(400), cap: .seconds(1))

    /// - Parameter schemaTable: holds what was applied; sets of migrations that share a database each need their own.
    public init(client: PostgresClient, schemaTable: String = "pitcrew_migrations", logger: Logger) {
        self.client = client
        self.schemaTable = schemaTable
        self.logger = logger
    }

    /// Applies what is missing. Throws an error of kind `migration` if the database contradicts the list: a changed
    /// script, a gap, an unknown version. Versions newer than the whole list are left alone and logged.
    public func apply(_ migrations: [Migration]) async throws {
        try await client.withTransaction(statementTimeout: timeout) { transaction in
            try await lock(transaction)
            try await transaction.execute(
                """
                CREATE TABLE IF NOT EXISTS \(identifier: schemaTable) (
                    version bigint PRIMARY KEY,
                    name text NOT NULL,
                    checksum text NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT now()
                )
                """
            )
        }
        for row in try await plan(migrations).newer {
            logger.warning("the database is newer than this program", ["version": .int(row.version), "name": .string(row.name)])
        }
        let end = ContinuousClock.now + timeout
        var waits = 0
        while true {
            do {
                if try await !applyNext(migrations) { return }
            } catch let error as PostgresError where error.isInTheWay && ContinuousClock.now < end {
                logger.info("a migration waits for others to let go of a table", ["reason": .string(error.message)])
                waits += 1
                try await Task.sleep(for: max(Self.pauses.delay(attempt: waits), .milliseconds(200)))
            }
        }
    }

    /// What `apply` would apply, in order. Throws as it does.
    public func pending(_ migrations: [Migration]) async throws -> [Migration] {
        try await plan(migrations).pending
    }

    /// The list is compared again under the lock: another process may have been faster.
    private func applyNext(_ migrations: [Migration]) async throws -> Bool {
        let migration = try await client.withTransaction(statementTimeout: timeout) { transaction -> Migration? in
            try await lock(transaction)
            // Behind a migration that waits for a table everybody else waits for it, too: so not for long, but again.
            try await transaction.execute("SET LOCAL lock_timeout = '2s'")
            let plan = try MigrationPlan(migrations, applied: try applied(try await transaction.query(selectApplied)))
            guard let next = plan.pending.first else { return nil }
            do {
                try await transaction.script(next.script)
            } catch let error as PostgresError {
                if !error.isInTheWay { logger.error("a migration failed", ["version": .int(next.version), "name": .string(next.name)]) }
                throw error
            }
            try await transaction.execute(
                """
                INSERT INTO \(identifier: schemaTable) (version, name, checksum)
                VALUES (\(next.version), \(next.name), \(next.checksum))
                """
            )
            return next
        }
        guard let migration else { return false }
        logger.info("applied a migration", ["version": .int(migration.version), "name": .string(migration.name)])
        return true
    }

    private func plan(_ migrations: [Migration]) async throws -> MigrationPlan {
        let exists = try await client.query("SELECT to_regclass(\("\"\(schemaTable)\"")) IS NOT NULL AS exists")
        let rows = try exists.first?.get("exists", as: Bool.self) == true ? try await client.query(selectApplied) : []
        return try MigrationPlan(migrations, applied: applied(rows))
    }

    private var selectApplied: SQL { "SELECT version, name, checksum FROM \(identifier: schemaTable) ORDER BY version" }

    private func applied(_ rows: [PostgresRow]) throws -> [MigrationPlan.Applied] {
        try rows.map { .init(version: try $0.get("version"), name: try $0.get("name"), checksum: try $0.get("checksum")) }
    }

    /// Held until the transaction ends.
    private func lock(_ transaction: PostgresTransaction) async throws {
        try await transaction.execute("SELECT pg_advisory_xact_lock(hashtext('pitcrew.migrations'), hashtext(\(schemaTable)))")
    }
}

extension PostgresError {
    /// Others hold what was wanted: a lock was not given in time, or two waited for each other.
    fileprivate var isInTheWay: Bool { sqlState == "55P03" || sqlState == "40P01" }
}
