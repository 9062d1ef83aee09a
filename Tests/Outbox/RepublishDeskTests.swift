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
            let times = try await bench.database.query("SELECT created_at FROM outbox ORDER BY position")
                .map { try $0.get("created_at", as: Date.self) }
            let answer = try await desk.republish(from: times[1], to: Date.now + 60, after: nil, by: "olga")
            #expect(answer.count == 2 && answer.next == nil)
            #expect(try await waiting(bench) == 2)
        }
    }

    @Test func whatWaitsStillIsLeftAlone() async throws {
        try await withSent(2) { bench, desk in
            try await bench.database.execute("UPDATE outbox SET sent_at = NULL, held_until = now() + interval '1 hour' WHERE position = 1")
            #expect(try await desk.republish(from: Self.long.from, to: Self.long.to, after: nil, by: "olga").count == 1)
            #expect(try await bench.database.query("SELECT 1 AS one FROM outbox WHERE held_until IS NOT NULL").count == 1)
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
