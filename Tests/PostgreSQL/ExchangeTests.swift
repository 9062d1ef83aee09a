import Testing

@testable import PostgreSQL

@Suite("Exchange")
struct ExchangeTests {
    private let table = ResultTable(columns: .empty, rowCount: 0, command: "SELECT", affected: 0, cells: [], bytes: [])
    private let failure = PostgresError(.server, sqlState: "23505", message: "duplicate")

    private func finished(_ steps: [Exchange.Step], _ replies: [Exchange.Reply]) -> Exchange {
        var exchange = Exchange(steps: steps)
        for reply in replies {
            #expect(!exchange.isFinished)
            exchange.receive(reply)
        }
        #expect(exchange.isFinished)
        return exchange
    }

    @Test func aPreparedStatementIsConfirmed() {
        let statement = PreparedStatement(name: "s1", text: "SELECT")
        let exchange = finished(
            [.prepare(statement), .execute(statement), .sync], [.table(table), .end, .table(table), .end, .synced])
        #expect(statement.isPrepared)
        #expect(exchange.tables.count == 1)
        #expect(exchange.failure == nil)
    }

    @Test func theFirstFailureIsKeptAndTheRestSkipped() {
        let first = PreparedStatement(name: "s1", text: "INSERT")
        let second = PreparedStatement(name: "s2", text: "UPDATE")
        let exchange = finished(
            [.prepare(first), .execute(first), .prepare(second), .execute(second), .sync],
            [.table(table), .end, .failure(failure), .end, .skipped, .end, .skipped, .end, .synced]
        )
        #expect(exchange.failure == failure)
        #expect(first.isPrepared)
        #expect(exchange.unusable.map(\.name) == ["s2"], "what was never prepared must not be used")
    }

    @Test func aStalePlanIsDropped() {
        let statement = PreparedStatement(name: "s1", text: "SELECT")
        statement.isPrepared = true
        let stale = PostgresError(.server, sqlState: "0A000", message: "cached plan must not change result type")
        #expect(finished([.execute(statement), .sync], [.failure(stale), .end, .synced]).unusable.count == 1)
    }

    @Test func forgettingFailsOnItsOwn() {
        let statement = PreparedStatement(name: "s2", text: "SELECT")
        let exchange = finished(
            [.forget(name: "s1"), .sync, .execute(statement), .sync],
            [.failure(PostgresError(.server, sqlState: "25P02", message: "aborted")), .end, .synced, .table(table), .end, .synced]
        )
        #expect(exchange.unforgotten == ["s1"])
        #expect(exchange.failure == nil)
        #expect(exchange.tables.count == 1)
    }
}

@Suite("Statement cache")
struct StatementCacheTests {
    @Test func theLeastRecentlyUsedLeaves() {
        var cache = StatementCache(limit: 2)
        func use(_ text: String) -> PreparedStatement {
            let statement = cache.statement(for: text, batchStart: cache.startBatch())
            statement.isPrepared = true
            return statement
        }
        let first = use("a")
        let second = use("b")
        let again = use("a")
        #expect(again === first)
        _ = use("c")
        same(cache.takeDiscarded(), [second.name])
        let kept = use("a")
        let anew = use("b")
        #expect(kept === first)
        #expect(anew !== second)
        #expect(cache.count == 2)
    }

    @Test func aBatchKeepsAllItsStatements() {
        var cache = StatementCache(limit: 2)
        let start = cache.startBatch()
        let names = (0..<5).map { cache.statement(for: "\($0)", batchStart: start).name }
        #expect(Set(names).count == 5)
        #expect(cache.count == 5)
        #expect(cache.discarded.isEmpty)
    }
}
