import Contracts
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Outbox

@Suite struct RepublishDeskTests {
    private static let long = (from: Date(timeIntervalSince1970: 0), to: Date.now + 86_400)

    /// Events that were sent, each in a transaction of its own.
    private func withSent(_ count: Int, _ body: (MessageBench, RepublishDesk) async throws -> Void) async throws {
        try await MessageBench.with(handlers: noting()) { bench in
            for _ in 0..<count {
                try await bench.database.execute("""
                    INSERT INTO outbox (event_id, type, subject, version, event_time, data_class, body, sent_at)
                    VALUES (gen_random_uuid(), 'model.promoted', gen_random_uuid(), 1, now(), 'internal', '{}', now())
                    """)
            }
            try await body(bench, RepublishDesk(database: bench.database, outbox: bench.outbox, logger: .silent))
        }
    }

    private func waiting(_ bench: MessageBench) async throws -> Int { try await OutboxStore.backlog(in: bench.database) }

    @Test func whatWasSentInThatTimeIsSentAgain() async throws {
        try await withSent(3) { bench, desk in
            // By when it was sent, and not by when it was written.
            try await bench.database.execute("UPDATE outbox SET sent_at = created_at + position * interval '1 hour'")
            let second = try await bench.database.query("SELECT sent_at FROM outbox WHERE position = 2").first?.get("sent_at", as: Date.self)
            let time = try #require(second)
            let answer = try await desk.republish(from: time, to: time + 600, after: nil, by: "olga")
            #expect(answer.count == 1 && answer.next == nil)
            #expect(try await bench.database.query("SELECT position FROM outbox WHERE sent_at IS NULL").first?.get("position", as: Int.self) == 2)
            // What the relay took in hand within the minute before may have been on its way then.
            // From the first moment that can be written.
            let first = try #require(Timestamp.parse("0001-01-01T00:00:00Z"))
            #expect(try await desk.republish(from: first, to: time, after: nil, by: "olga").count == 1)
            #expect(try await desk.republish(from: time + 3630, to: time + 4000, after: nil, by: "olga").count == 1)
        }
    }

    @Test func whatWaitsStillIsLeftAlone() async throws {
        try await withSent(2) { bench, desk in
            try await bench.database.execute("UPDATE outbox SET sent_at = NULL, held_until = now() + interval '1 hour' WHERE position = 1")
            #expect(try await desk.republish(from: Self.long.from, to: Self.long.to, after: nil, by: "olga").count == 1)
            #expect(try await bench.database.query("SELECT 1 AS one FROM outbox WHERE held_until > now()").count == 1)
        }
    }

    @Test func aLongTimeIsTakenInParts() async throws {
        try await withSent(1) { bench, desk in
            try await bench.database.execute("""
                INSERT INTO outbox (event_id, type, subject, version, event_time, data_class, body, sent_at)
                SELECT gen_random_uuid(), 'model.promoted', gen_random_uuid(), 1, now(), 'internal', '{}', now()
                FROM generate_series(1, \(RepublishDesk.limit))
                """)
            let first = try await desk.republish(from: Self.long.from, to: Self.long.to, after: nil, by: "olga")
            #expect(first.count == RepublishDesk.limit && first.next == Int64(RepublishDesk.limit))
            let second = try await desk.republish(from: Self.long.from, to: Self.long.to, after: first.next, by: "olga")
            #expect(second.count == 1 && second.next == nil)
            #expect(try await waiting(bench) == RepublishDesk.limit + 1)
        }
    }
}
