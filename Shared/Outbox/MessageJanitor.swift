import Contracts
import Foundation
import Lifecycle
import Observability
import PostgreSQL

/// Keeps the message tables small: a partition of the outbox for each of the coming days, old ones dropped once everything in them
/// was sent, handled ids forgotten after two weeks (longer than any broker keeps a message here), settled parked messages after 90 days.
public struct MessageJanitor: Service {
    /// Deletes at most `limit` rows that nobody needs any more and says how many they were.
    public typealias Chore = @Sendable (_ limit: Int, PostgresTransaction) async throws -> Int

    public let name = "message janitor"
    private let database: PostgresClient
    private let partitions: OutboxPartitions
    private let chores: [Chore]
    private let batch: Int
    private let clock: any WallClock
    private let logger: Logger

    /// - Parameters:
    ///   - chores: what else is to be cleaned, beside the message tables.
    ///   - batch: how many rows one transaction deletes at most.
    public init(database: PostgresClient, chores: [Chore] = [], batch: Int = 5000, clock: any WallClock, logger: Logger) {
        self.database = database
        self.chores = Self.own + chores
        self.batch = batch
        self.clock = clock
        self.logger = logger
        partitions = OutboxPartitions(database: database, logger: logger)
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

    /// One round, in many short transactions, until nothing is left to delete. Safe to run in many instances at once: they take
    /// turns by an advisory lock.
    public func sweep() async throws {
        try await partitions.keep(from: Int(clock.now().timeIntervalSince1970) / 86_400)
        for chore in chores {
            while try await deletes(chore) == batch, !Task.isCancelled {}
        }
    }

    private func deletes(_ chore: @escaping Chore) async throws -> Int {
        let batch = batch
        return try await database.withTransaction { transaction in
            guard try await Self.takeTurn(transaction) else { return 0 }
            return try await chore(batch, transaction)
        }
    }

    /// Whether no other instance is cleaning right now.
    static func takeTurn(_ transaction: PostgresTransaction) async throws -> Bool {
        try await transaction.query("SELECT pg_try_advisory_xact_lock(hashtext('message janitor')) AS mine").first?.get("mine") ?? false
    }

    private static let own: [Chore] = [
        { limit, transaction in
            try await transaction.execute("""
                DELETE FROM outbox_default WHERE ctid = ANY(ARRAY(
                    SELECT ctid FROM outbox_default WHERE sent_at < now() - interval '3 days' LIMIT \(limit)))
                    AND sent_at < now() - interval '3 days'
                """)
        },
        { limit, transaction in
            try await transaction.execute("""
                DELETE FROM inbox WHERE ctid = ANY(ARRAY(
                    SELECT ctid FROM inbox WHERE received_at < now() - interval '14 days'
                        -- Whoever replays these must find that they were handled.
                        AND NOT EXISTS (SELECT FROM parked WHERE parked.event_id = inbox.event_id AND state = 'parked')
                        AND NOT EXISTS (SELECT FROM retry WHERE retry.event_id = inbox.event_id)
                    LIMIT \(limit)))
                """)
        },
        { limit, transaction in
            try await transaction.execute("""
                DELETE FROM parked WHERE ctid = ANY(ARRAY(
                    SELECT ctid FROM parked WHERE state <> 'parked' AND settled_at < now() - interval '90 days' LIMIT \(limit)))
                """)
        },
    ]
}
