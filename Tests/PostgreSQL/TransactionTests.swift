import Synchronization
import TestSupport
import Testing

@testable import PostgreSQL

@Suite("Transactions", .timeLimit(.minutes(1)))
struct TransactionTests {
    struct Stop: Error {}

    private func withNumbers<T: Sendable>(connections: Int = 4, _ body: (PostgresClient) async throws -> T) async throws -> T {
        try await withDatabase(connections: connections) { client in
            try await client.execute("CREATE TABLE numbers (n int PRIMARY KEY)")
            return try await body(client)
        }
    }

    private func numbers(_ client: PostgresClient) async throws -> [Int] {
        try await client.query("SELECT n FROM numbers ORDER BY n").map { try $0.get("n") }
    }

    @Test func aSavepointUndoesOnlyItsOwnStatements() async throws {
        try await withNumbers { client in
            try await client.withTransaction { transaction in
                try await transaction.execute("INSERT INTO numbers VALUES (1)")
                try await transaction.withSavepoint {
                    try await transaction.execute("INSERT INTO numbers VALUES (2)")
                    await #expect(throws: Stop.self) {
                        try await transaction.withSavepoint {
                            try await transaction.execute("INSERT INTO numbers VALUES (3)")
                            throw Stop()
                        }
                    }
                }
                await #expect {
                    try await transaction.withSavepoint { try await transaction.execute("INSERT INTO numbers VALUES (1)") }
                } throws: { ($0 as? PostgresError)?.isUniqueViolation == true }
                await #expect(throws: Stop.self) { try await transaction.withSavepoint { throw Stop() } }
                try await transaction.execute("INSERT INTO numbers VALUES (4)")
            }
            #expect(try await numbers(client) == [1, 2, 4])
        }
    }

    @Test func aSwallowedFailureDoesNotCommitSilently() async throws {
        try await withNumbers { client in
            await #expect {
                try await client.withTransaction { transaction in
                    try await transaction.execute("INSERT INTO numbers VALUES (1)")
                    _ = try? await transaction.execute("INSERT INTO numbers VALUES (1)")
                }
            } throws: { ($0 as? PostgresError)?.kind == .transactionAborted }
            let left = try await numbers(client)
            #expect(left.isEmpty)
        }
    }

    @Test func aStatementThatCannotBeSentDoesNotLoseTheBegin() async throws {
        try await withNumbers { client in
            await #expect(throws: Stop.self) {
                try await client.withTransaction { transaction in
                    _ = try? await transaction.execute("INSERT INTO numbers VALUES (\("\0"))")
                    try await transaction.execute("INSERT INTO numbers VALUES (1)")
                    throw Stop()
                }
            }
            let left = try await numbers(client)
            #expect(left.isEmpty)
        }
    }

    @Test func whatIsEnqueuedRunsInOrderAndWithTheCommitAtTheLatest() async throws {
        try await withNumbers { client in
            try await client.withTransaction { try $0.enqueue("INSERT INTO numbers VALUES (1)") }
            try await client.withTransaction { transaction in
                try transaction.enqueue("INSERT INTO numbers VALUES (2)")
                let found = try await transaction.query("SELECT n FROM numbers ORDER BY n").map { try $0.get("n", as: Int.self) }
                #expect(found == [1, 2])
                await #expect(throws: Stop.self) {
                    try await transaction.withSavepoint {
                        try transaction.enqueue("INSERT INTO numbers VALUES (3)")
                        throw Stop()
                    }
                }
                await #expect {
                    try await transaction.withSavepoint { try transaction.enqueue("INSERT INTO numbers VALUES (2)") }
                } throws: { ($0 as? PostgresError)?.isUniqueViolation == true }
                try transaction.enqueue("INSERT INTO numbers VALUES (4)")
            }
            #expect(try await numbers(client) == [1, 2, 4])
        }
    }

    @Test func aSavepointThatForgetsWhatWasEnqueuedLeavesTheOthersAlone() async throws {
        try await withNumbers { client in
            try await client.withTransaction { transaction in
                try await transaction.withSavepoint {
                    try await transaction.execute("INSERT INTO numbers VALUES (1)")
                    try? await transaction.withSavepoint {
                        try transaction.enqueue("INSERT INTO numbers VALUES (2)")
                        throw Stop()
                    }
                }
            }
            #expect(try await numbers(client) == [1])
        }
    }

    @Test func whatIsEnqueuedFailsTheCommit() async throws {
        try await withNumbers { client in
            await #expect {
                try await client.withTransaction { transaction in
                    try await transaction.execute("INSERT INTO numbers VALUES (1)")
                    try transaction.enqueue("INSERT INTO numbers VALUES (1)")
                }
            } throws: { ($0 as? PostgresError)?.isUniqueViolation == true }
            let left = try await numbers(client)
            #expect(left.isEmpty && client.pool.usage.leased == 0)
        }
    }

    @Test func whatWasEnqueuedAndNeverSentIsNotLeftOut() async throws {
        try await withNumbers { client in
            await #expect {
                try await client.withTransaction { transaction in
                    try await transaction.execute("INSERT INTO numbers VALUES (1)")
                    try transaction.enqueue("INSERT INTO numbers VALUES (2)")
                    let cancelled = Task { try await transaction.execute("INSERT INTO numbers VALUES (3)") }
                    cancelled.cancel()
                    _ = await cancelled.result
                }
            } throws: { $0 is PostgresError }
            let left = try await numbers(client)
            #expect(left.isEmpty)
        }
    }

    @Test func constraintsCheckedAtCommitFailTheTransaction() async throws {
        try await withNumbers { client in
            try await client.execute("CREATE TABLE links (n int REFERENCES numbers DEFERRABLE INITIALLY DEFERRED)")
            await #expect {
                try await client.withTransaction { try await $0.execute("INSERT INTO links VALUES (9)") }
            } throws: { ($0 as? PostgresError)?.isForeignKeyViolation == true }
            #expect(client.pool.usage.leased == 0)
        }
    }

    @Test func aTransactionInOneRoundTripIsAllOrNothing() async throws {
        try await withNumbers { client in
            try await client.execute("CREATE TABLE links (n int REFERENCES numbers DEFERRABLE INITIALLY DEFERRED)")
            let refused: [[SQL]] = [
                ["INSERT INTO numbers VALUES (1)", "INSERT INTO numbers VALUES (1)"],
                ["INSERT INTO numbers VALUES (1)", "INSERT INTO links VALUES (9)"],
            ]
            for statements in refused {
                await #expect {
                    try await client.withTransaction { transaction in
                        for statement in statements { try transaction.enqueue(statement) }
                    }
                } throws: { ["23505", "23503"].contains(($0 as? PostgresError)?.sqlState) }
                await #expect(throws: PostgresError.self) { try await client.pipeline(statements) }
            }
            #expect(try await numbers(client).isEmpty && client.pool.usage.leased == 0)
            try await client.withTransaction { transaction in
                for n in 1...3 { try transaction.enqueue("INSERT INTO numbers VALUES (\(n))") }
            }
            #expect(try await numbers(client) == [1, 2, 3])
        }
    }

    @Test func actionsRunOnlyAfterACommit() async throws {
        try await withNumbers { client in
            let seen = Mutex<[Int]>([])
            for n in [1, 1, 2] {
                _ = try? await client.withTransaction { transaction in
                    transaction.afterCommit { seen.withLock { $0.append(n) } }
                    try await transaction.execute("INSERT INTO numbers VALUES (\(n))")
                }
            }
            #expect(seen.withLock { $0 } == [1, 2])
        }
    }

    @Test func aTransactionWithoutStatementsTakesNoConnection() async throws {
        try await withClient { client in
            let value = try await client.withTransaction { _ in 7 }
            #expect(value == 7)
            #expect(client.pool.usage.idle == 0)
        }
    }

    @Test func itCannotBeUsedAfterItsEnd() async throws {
        try await withClient { client in
            let escaped = try await client.withTransaction { transaction in
                try await transaction.execute("SELECT 1")
                return transaction
            }
            await #expect { try await escaped.execute("SELECT 1") } throws: { ($0 as? PostgresError)?.kind == .misuse }
        }
    }

    @Test func twoStatementsAtOnceAreRefused() async throws {
        try await withClient { client in
            await #expect {
                try await client.withTransaction { transaction in
                    async let slow = transaction.execute("SELECT pg_sleep(2), 'two at once'")
                    try await eventually("the first is under way") {
                        let text = "SELECT pg_sleep(2), 'two at once'"
                        return try await !client.query("SELECT 1 AS one FROM pg_stat_activity WHERE query = \(text) AND state = 'active'").isEmpty
                    }
                    async let second = transaction.execute("SELECT 1")
                    _ = try await (slow, second)
                }
            } throws: { ($0 as? PostgresError)?.kind == .misuse }
            #expect(client.pool.usage.leased == 0)
        }
    }

    @Test func serializationFailuresAreRetriedWhenAsked() async throws {
        try await withNumbers { client in
            try await client.execute("INSERT INTO numbers VALUES (0)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await client.withTransaction(isolation: .serializable, attempts: 50) { transaction in
                            try await transaction.query("SELECT n FROM numbers")
                            try await transaction.execute("UPDATE numbers SET n = n + 1")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await numbers(client) == [4])
        }
    }

    @Test func theClientsPipelineIsAllOrNothing() async throws {
        try await withNumbers { client in
            await #expect(throws: PostgresError.self) {
                try await client.pipeline(["INSERT INTO numbers VALUES (1)", "INSERT INTO numbers VALUES (1)"])
            }
            let left = try await numbers(client)
            #expect(left.isEmpty)
            let rows = try await client.pipeline(["INSERT INTO numbers VALUES (1) RETURNING n", "SELECT n + 1 AS n FROM numbers"])
            #expect(try rows.map { try $0.first?.get("n", as: Int.self) } == [1, 2])
            #expect(client.pool.usage.leased == 0)
        }
    }

    @Test func aPipelineOfManyMegabytesBothWaysDoesNotDeadlock() async throws {
        try await withClient { client in
            let block = String(repeating: "x", count: 1_000_000)
            let total = try await client.withTransaction { transaction in
                try await transaction.pipeline((0..<16).map { _ in "SELECT \(block)::text AS block" })
                    .reduce(0) { $0 + (try $1.first?.get("block", as: String.self).utf8.count ?? 0) }
            }
            #expect(total == 16_000_000)
        }
    }

    @Test func aPipelineStopsAtItsFirstFailure() async throws {
        try await withNumbers { client in
            await #expect {
                try await client.withTransaction { transaction in
                    try await transaction.pipeline(
                        ["INSERT INTO numbers VALUES (1)", "INSERT INTO numbers VALUES (2/0)", "INSERT INTO nowhere VALUES (3)"])
                }
            } throws: { ($0 as? PostgresError)?.sqlState == "22012" }
            let left = try await numbers(client)
            #expect(left.isEmpty)
        }
    }

    @Test func itsOwnStatementTimeoutApplies() async throws {
        try await withClient { client in
            await #expect {
                try await client.withTransaction(statementTimeout: .milliseconds(100)) { transaction in
                    try await transaction.execute("SELECT pg_sleep(5)")
                }
            } throws: { ($0 as? PostgresError)?.isStatementTimeout == true && ($0 as? PostgresError)?.sqlState == "57014" }
            let row = try await client.query("SELECT current_setting('statement_timeout') AS t").first
            #expect(try row?.get("t", as: String.self) == "10s")
        }
    }
}
