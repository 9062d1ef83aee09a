import Contracts
import Foundation
import Observability
import PostgreSQL

/// The partitions of the outbox, one a day: made some days ahead, dropped once everything in them was sent.
///
/// Making and dropping one locks the whole outbox (`DETACH … CONCURRENTLY` is refused where there is a default partition), so each is
/// a transaction of its own and gives up where it would have to wait: behind it every business transaction would wait too.
struct OutboxPartitions: Sendable {
    let database: PostgresClient
    let logger: Logger

    func keep(from today: Int) async throws {
        let present = try await days()
        for day in today...today + 3 where !present.contains(day) {
            guard try await changing(day, create) else { return }
        }
        for day in present.sorted() where day < today - 2 {
            guard try await changing(day, dropIfSent) else { return }
        }
    }

    /// - Returns: false where the outbox is busy, so that nothing more should be tried in this round.
    private func changing(_ day: Int, _ change: @escaping @Sendable (Int, PostgresTransaction) async throws -> Void) async throws -> Bool {
        do {
            try await database.withTransaction { transaction in
                guard try await MessageJanitor.takeTurn(transaction) else { return }
                try await transaction.execute("SET LOCAL lock_timeout = '2s'")
                try await change(day, transaction)
            }
        } catch let error as PostgresError where error.sqlState == "55P03" {
            logger.info("The outbox is busy; its partitions wait for the next round", ["day": .int(day)])
            return false
        } catch let error as PostgresError where error.sqlState == "23514" {
            // They stay where they are, and so does everything else of that day.
            logger.info("Rows of a coming day wait in the default partition", ["day": .int(day)])
        }
        return true
    }

    private func days() async throws -> Set<Int> {
        let rows = try await database.query("""
            SELECT substring(relname from 'outbox_d([0-9]+)')::bigint AS day FROM pg_class
            WHERE relkind = 'r' AND relname ~ '^outbox_d[0-9]+$' AND relnamespace = 'public'::regnamespace
            """)
        return Set(try rows.map { try $0.get("day", as: Int.self) })
    }

    /// Days are counted from 1970-01-01, so the name needs no date arithmetic.
    private func create(_ day: Int, _ transaction: PostgresTransaction) async throws {
        let from = LocalDate(daysSince1970: day).description
        let to = LocalDate(daysSince1970: day + 1).description
        let statement = """
            CREATE TABLE IF NOT EXISTS outbox_d\(day) PARTITION OF outbox
            FOR VALUES FROM ('\(from) 00:00:00+00') TO ('\(to) 00:00:00+00')
            """
        try await transaction.execute("\(unescaped: statement)")
    }

    private func dropIfSent(_ day: Int, _ transaction: PostgresTransaction) async throws {
        let name = "outbox_d\(day)"
        // Before the look: else events could be put in line again between the two.
        try await transaction.execute("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE")
        let unsent = try await transaction.query("SELECT 1 AS one FROM \(unescaped: name) WHERE sent_at IS NULL LIMIT 1")
        if unsent.isEmpty { try await transaction.execute("DROP TABLE IF EXISTS \(unescaped: name)") }
    }
}
