import Contracts
import Foundation
import Observability
import PostgreSQL
import TestSupport
import Testing

@testable import Outbox

@Suite struct MessageJanitorTests {
    @Test func itDeletesUntilNothingIsLeftAndKeepsTheRest() async throws {
        try await withDatabase(migrations: MessagingMigrations.all) { database in
            try await database.execute("""
                INSERT INTO inbox (event_id, received_at)
                SELECT gen_random_uuid(), now() - n * interval '1 day' FROM generate_series(1, 40) AS n
                """)
            try await Self.janitor(database, batch: 5).sweep()
            let left = try await Self.count("inbox", database)
            #expect(left == 14 || left == 13, "those of two weeks, however long the test took")
        }
    }

    @Test func itMakesThePartitionsOfTheComingDaysAndDropsOldOnesThatWereSent() async throws {
        let clock = ManualClock("2026-03-30T08:00:00Z")
        try await withDatabase(migrations: MessagingMigrations.all) { database in
            try await Self.janitor(database, clock: clock).sweep()
            let first = try await Self.partitions(database)
            #expect(first == ["outbox_d20542", "outbox_d20543", "outbox_d20544", "outbox_d20545"])
            try await database.execute("""
                INSERT INTO outbox (created_at, event_id, type, subject, version, event_time, data_class, body)
                VALUES ('2026-03-31T12:00:00Z', gen_random_uuid(), 't', gen_random_uuid(), 1, now(), 'internal', '{}')
                """)
            clock.advance(by: .seconds(5 * 86_400))
            try await Self.janitor(database, clock: clock).sweep()
            let second = try await Self.partitions(database)
            #expect(second == [20543, 20545, 20547, 20548, 20549, 20550].map { "outbox_d\($0)" }, "the unsent one stays")
        }
    }

    @Test func whatMayBeReplayedIsRememberedAsHandled() async throws {
        try await withDatabase(migrations: MessagingMigrations.all) { database in
            let (parked, discarded) = (UUID(), UUID())
            for id in [parked, discarded, UUID()] {
                try await database.execute("INSERT INTO inbox (event_id, received_at) VALUES (\(id), now() - interval '30 days')")
            }
            for (id, state) in [(parked, "parked"), (discarded, "discarded")] {
                try await database.execute("""
                    INSERT INTO parked (id, event_id, type, routing_key, headers, body, reason, error, error_group, attempts, first_failed_at,
                                        state, settled_at)
                    VALUES (gen_random_uuid(), \(id), 't', 't', '{}', '', 'permanent', '', '', 1, now(), \(state),
                            CASE \(state) WHEN 'parked' THEN NULL ELSE now() END)
                    """)
            }
            try await Self.janitor(database).sweep()
            #expect(try await database.query("SELECT event_id FROM inbox").map { try $0.get("event_id", as: UUID.self) } == [parked])
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func aBusyOutboxHoldsUpNeitherTheCleaningNorTheTransactionsBehindIt() async throws {
        try await withDatabase(migrations: MessagingMigrations.all) { database in
            try await database.execute("INSERT INTO inbox (event_id, received_at) VALUES (gen_random_uuid(), now() - interval '30 days')")
            let log = CollectingLog()
            try await database.withTransaction { transaction in
                // As the relay does for as long as the broker confirms.
                try await transaction.query("SELECT position FROM outbox FOR UPDATE SKIP LOCKED")
                try await Self.janitor(database, logger: log.logger).sweep()
            }
            let left = try await Self.count("inbox", database)
            #expect(left == 0)
            #expect(log.text.contains("The outbox is busy"))
        }
    }

    private static func janitor(
        _ database: PostgresClient, batch: Int = 5000, clock: any WallClock = SystemWallClock(), logger: Logger = .silent
    ) -> MessageJanitor {
        MessageJanitor(database: database, batch: batch, clock: clock, logger: logger)
    }

    private static func count(_ table: String, _ database: PostgresClient) async throws -> Int {
        try await database.query("SELECT count(*) AS n FROM \(unescaped: table)").first?.get("n") ?? -1
    }

    private static func partitions(_ database: PostgresClient) async throws -> [String] {
        try await database.query("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '^outbox_d[0-9]' ORDER BY relname")
            .map { try $0.get("relname", as: String.self) }
    }
}
