import Contracts
import Foundation
import Lifecycle
import Observability
import PostgreSQL

/// Keeps the message tables small: a partition of the outbox for each of the coming days, old ones dropped once everything in them
/// was sent, handled ids forgotten after two weeks (longer than any broker keeps a message here), settled parked messages after 90 days.
public struct MessageJanitor: Service {
    public let name = "message janitor"
    private let database: PostgresClient
    private let clock: any WallClock
    private let logger: Logger

    public init(database: PostgresClient, clock: any WallClock, logger: Logger) {
        self.database = database
        self.clock = clock
        self.logger = logger
    }

    public func run() async throws {
        while !Task.isCancelled {
            do {
                try await sweep()
            } catch {
                logger.warning("Cleaning the message tables failed", ["error": .string(ErrorText.of(error))])
            }
            do { try await Task.sleep(for: .seconds(600)) } catch { return }
        }
    }

    /// One round. Safe to run in many instances at once: they take turns by an advisory lock.
    public func sweep() async throws {
        let today = Int(clock.now().timeIntervalSince1970) / 86_400
        try await database.withTransaction { transaction in
            guard try await lock(transaction) else { return }
            let partitions = try await partitionDays(transaction)
            for day in today...today + 3 where !partitions.contains(day) { try await create(day, transaction) }
            for day in partitions where day < today - 2 { try await dropIfSent(day, transaction) }
            try await transaction.execute("DELETE FROM outbox_default WHERE sent_at < now() - interval '3 days'")
            try await transaction.execute("""
                DELETE FROM inbox WHERE event_id IN
                    (SELECT event_id FROM inbox WHERE received_at < now() - interval '14 days' LIMIT 50000)
                """)
            try await transaction.execute("DELETE FROM parked WHERE state <> 'parked' AND settled_at < now() - interval '90 days'")
        }
    }

    private func lock(_ transaction: PostgresTransaction) async throws -> Bool {
        try await transaction.query("SELECT pg_try_advisory_xact_lock(hashtext('message janitor')) AS mine").first?.get("mine") ?? false
    }

    private func partitionDays(_ transaction: PostgresTransaction) async throws -> Set<Int> {
        let rows = try await transaction.query("""
            SELECT substring(relname from 'outbox_d([0-9]+)')::bigint AS day FROM pg_class
            WHERE relkind = 'r' AND relname ~ '^outbox_d[0-9]+$' AND relnamespace = 'public'::regnamespace
            """)
        return Set(try rows.map { try $0.get("day", as: Int.self) })
    }

    /// Days are counted from 1970-01-01, so the name needs no date arithmetic. Rows that wait in the default partition for the
    /// same day make this fail harmlessly: they stay where they are.
    private func create(_ day: Int, _ transaction: PostgresTransaction) async throws {
        let from = LocalDate(daysSince1970: day).description
        let to = LocalDate(daysSince1970: day + 1).description
        let statement = """
            CREATE TABLE IF NOT EXISTS outbox_d\(day) PARTITION OF outbox
            FOR VALUES FROM ('\(from) 00:00:00+00') TO ('\(to) 00:00:00+00')
            """
        do {
            try await transaction.withSavepoint { _ = try await transaction.execute("\(unescaped: statement)") }
        } catch let error as PostgresError where error.sqlState == "23514" {
            logger.info("Rows of a coming day wait in the default partition", ["day": .string(from)])
        }
    }

    private func dropIfSent(_ day: Int, _ transaction: PostgresTransaction) async throws {
        let name = "outbox_d\(day)"
        let unsent = try await transaction.query("SELECT 1 AS one FROM \(unescaped: name) WHERE sent_at IS NULL LIMIT 1")
        if unsent.isEmpty { try await transaction.execute("DROP TABLE \(unescaped: name)") }
    }
}
