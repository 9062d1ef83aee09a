import Contracts
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Outbox

@Suite struct OutboxStoreTests {
    @Test func rowsOfAnyDayAreTakenInOrderAndMarkedWhereTheyLie() async throws {
        try await Self.withRows(["2026-03-30 23:59:59.999999+00", "2026-03-29 00:00:00.000001+00", "2026-01-01 12:00:00.123457+00"]) { database in
            try await database.withTransaction { transaction in
                let rows = try await OutboxStore.claim(limit: 2, in: transaction)
                #expect(rows.map(\.position) == [1, 2])
                try OutboxStore.markSent(rows, in: transaction)
            }
            let unsent = try await Self.positions("sent_at IS NULL", database)
            #expect(unsent == [3], "and nothing else was marked")
        }
    }

    @Test func whatIsHeldIsNotTakenUntilItsTime() async throws {
        try await Self.withRows(["2026-03-30 00:00:00.000003+00", "2026-03-29 10:00:00.7+00"]) { database in
            try await database.withTransaction { transaction in
                let rows = try await OutboxStore.claim(limit: 10, in: transaction)
                try OutboxStore.hold(Array(rows.suffix(1)), for: .seconds(3600), in: transaction)
            }
            let held = try await Self.positions("held_until > now() + interval '59 minutes'", database)
            #expect(held == [2])
            let taken = try await database.withTransaction { try await OutboxStore.claim(limit: 10, in: $0).map(\.position) }
            #expect(taken == [1])
        }
    }

    @Test func aFewAreTakenWithoutReadingAllThatWait() async throws {
        try await Self.withRows([]) { database in
            try await database.execute("""
                INSERT INTO outbox (event_id, type, subject, version, event_time, data_class, body)
                SELECT gen_random_uuid(), 't', gen_random_uuid(), 1, now(), 'internal', repeat('x', 900) FROM generate_series(1, 5000)
                """)
            let plan = try await database.withTransaction { transaction in
                #expect(try await OutboxStore.claim(limit: 256, in: transaction).map(\.position) == Array(1...256))
                let lines = try await transaction.query("EXPLAIN \(fragment: OutboxStore.oldestUnsent(256))")
                return try lines.map { try $0.get("QUERY PLAN", as: String.self) }
            }
            #expect(!plan.contains { $0.contains("Sort  ") || $0.contains("Bitmap") || $0.contains("Seq Scan") }, "\(plan)")
        }
    }

    /// Rows made at these times, positions from 1 on; two of the days have a partition.
    private static func withRows(_ times: [String], _ body: (PostgresClient) async throws -> Void) async throws {
        try await withDatabase(migrations: MessagingMigrations.all) { database in
            try await database.execute("CREATE TABLE outbox_d20541 PARTITION OF outbox FOR VALUES FROM ('2026-03-29') TO ('2026-03-30')")
            try await database.execute("CREATE TABLE outbox_d20542 PARTITION OF outbox FOR VALUES FROM ('2026-03-30') TO ('2026-03-31')")
            for time in times {
                try await database.execute("""
                    INSERT INTO outbox (created_at, event_id, type, subject, version, event_time, data_class, body)
                    VALUES (\(time)::timestamptz, gen_random_uuid(), 't', gen_random_uuid(), 1, now(), 'internal', '{}')
                    """)
            }
            try await body(database)
        }
    }

    private static func positions(_ condition: String, _ database: PostgresClient) async throws -> [Int64] {
        try await database.query("SELECT position FROM outbox WHERE \(unescaped: condition) ORDER BY position").map { try $0.get("position") }
    }
}
