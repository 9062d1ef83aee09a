import Foundation
import Testing

@testable import PostgreSQL

@Suite("Cancellation and deadlines", .timeLimit(.minutes(1)))
struct CancellationTests {
    @Test func aCancelledStatementStopsOnTheServerAndTheConnectionLives() async throws {
        try await withClient(connections: 1) { client in
            let before = try await backend(client)
            let task = Task { try await client.execute("SELECT pg_sleep(30), 'cancelled alone'") }
            try await untilRunning("%cancelled alone%")
            let start = ContinuousClock.now
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(start.duration(to: .now) < .seconds(2))
            #expect(try await backend(client) == before)
            #expect(client.pool.usage.leased == 0)
        }
    }

    @Test func aCancelledTransactionIsRolledBack() async throws {
        try await withDatabase(connections: 1) { client in
            try await client.execute("CREATE TABLE numbers (n int)")
            let task = Task {
                try await client.withTransaction { transaction in
                    try await transaction.execute("INSERT INTO numbers VALUES (1)")
                    try await transaction.execute("SELECT pg_sleep(30), 'cancelled in a transaction'")
                }
            }
            try await untilRunning("%cancelled in a transaction%")
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await client.query("SELECT n FROM numbers").isEmpty)
            #expect(client.pool.usage.leased == 0)
        }
    }

    @Test func cancellationNeverHitsTheNextStatement() async throws {
        try await withClient(connections: 2) { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<200 {
                    group.addTask {
                        let task = Task { try await client.query("SELECT pg_sleep(0.002)") }
                        try await Task.sleep(for: .microseconds(index * 40))
                        task.cancel()
                        _ = try? await task.value
                    }
                    group.addTask { _ = try await client.query("SELECT pg_sleep(0.001)") }
                }
                try await group.waitForAll()
            }
            #expect(client.pool.usage.leased == 0)
        }
    }

    @Test func randomCancellationLeavesNeitherLeaksNorOpenTransactions() async throws {
        try await withDatabase(connections: 3) { client in
            try await client.execute("CREATE TABLE pairs (id int, half int)")
            await withTaskGroup(of: Void.self) { group in
                for index in 0..<300 {
                    group.addTask {
                        let task = Task {
                            try await client.withTransaction { transaction in
                                try await transaction.execute("INSERT INTO pairs VALUES (\(index), 1)")
                                try await transaction.execute("INSERT INTO pairs VALUES (\(index), 2)")
                            }
                        }
                        try? await Task.sleep(for: .microseconds(Int.random(in: 0...20_000)))
                        task.cancel()
                        _ = await task.result
                    }
                }
            }
            let odd = try await client.query("SELECT id FROM pairs GROUP BY id HAVING count(*) <> 2")
            #expect(odd.isEmpty)
            #expect(client.pool.usage.leased == 0)
            let open = try await client.query(
                """
                SELECT pid FROM pg_stat_activity
                WHERE datname = current_database() AND state LIKE 'idle in%' AND pid <> pg_backend_pid()
                """)
            #expect(open.isEmpty)
        }
    }

    @Test func aTaskThatIsAlreadyCancelledSendsNothing() async throws {
        try await withClient { client in
            let task = Task {
                try? await Task.sleep(for: .seconds(60))
                return try await client.query("SELECT 1")
            }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test func theServersStatementTimeoutIsSet() async throws {
        var configuration = PostgresConfiguration(url: try serverURL())
        configuration.statementTimeout = .milliseconds(100)
        try await withClient(configuration) { client in
            await #expect { try await client.query("SELECT pg_sleep(5)") } throws: { ($0 as? PostgresError)?.sqlState == "57014" }
            #expect(await client.ping())
        }
    }

    @Test func theClientsDeadlineClosesTheConnection() async throws {
        var configuration = PostgresConfiguration(url: try serverURL(), connections: 1)
        configuration.statementTimeout = .milliseconds(200)
        configuration.answerGrace = .milliseconds(100)
        try await withClient(configuration) { client in
            let before = try await backend(client)
            await #expect {
                try await client.withTransaction { transaction in
                    try await transaction.execute("SET LOCAL statement_timeout = 0")
                    try await transaction.execute("SELECT pg_sleep(3)")
                }
            } throws: { ($0 as? PostgresError)?.kind == .deadlineExceeded }
            #expect(try await backend(client) != before)
            #expect(client.pool.usage.leased == 0)
        }
    }

    private func backend(_ client: PostgresClient) async throws -> Int {
        try #require(try await client.query("SELECT pg_backend_pid() AS pid").first).get("pid")
    }
}
