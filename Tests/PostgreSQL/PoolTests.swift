import Testing

@testable import PostgreSQL

@Suite("Pool", .timeLimit(.minutes(1)))
struct PoolTests {
    @Test func exhaustionIsRefusedInTime() async throws {
        var configuration = PostgresConfiguration(url: try serverURL(), connections: 1)
        configuration.poolTimeout = .milliseconds(200)
        try await withClient(configuration) { client in
            // Connecting may take longer than the wait under test.
            while await !client.ping() {}
            try await client.withTransaction { transaction in
                try await transaction.execute("SELECT 1")
                let start = ContinuousClock.now
                await #expect { try await client.query("SELECT 1") } throws: { ($0 as? PostgresError)?.kind == .poolExhausted }
                #expect(start.duration(to: .now) < .seconds(1))
            }
            #expect(await client.ping())
        }
    }

    @Test func moreWaitersThanAllowedAreRefusedAtOnce() async throws {
        var configuration = PostgresConfiguration(url: try serverURL(), connections: 1)
        configuration.maximumWaiters = 3
        try await withClient(configuration) { client in
            let refused = await withTaskGroup(of: Int.self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        let served = try? await client.execute("SELECT pg_sleep(0.2)")
                        return served == nil ? 1 : 0
                    }
                }
                return await group.reduce(0, +)
            }
            #expect((6...7).contains(refused))
        }
    }

    @Test func aCancelledWaiterLeavesTheLine() async throws {
        try await withClient(connections: 1) { client in
            try await client.withTransaction { transaction in
                try await transaction.execute("SELECT 1")
                let waiter = Task { try await client.query("SELECT 1") }
                while client.pool.usage.waiting == 0 { await Task.yield() }
                waiter.cancel()
                await #expect(throws: CancellationError.self) { try await waiter.value }
                #expect(client.pool.usage.waiting == 0)
            }
        }
    }

    @Test func manyTasksShareFewConnections() async throws {
        try await withClient(connections: 3) { client in
            let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<500 {
                    group.addTask { try #require(try await client.query("SELECT \(index)::int AS n").first).get("n") }
                }
                return try await group.reduce(0, +)
            }
            #expect(sum == 499 * 500 / 2)
            #expect(client.pool.usage.idle <= 3)
        }
    }

    @Test(arguments: [
        "postgresql://nobody@127.0.0.1:1/none", "postgresql://nobody@does-not-exist.invalid/none", "not a url",
    ])
    func anUnreachableServerIsReportedAsSuch(_ url: String) async throws {
        var configuration = PostgresConfiguration(url: url, connections: 2)
        configuration.poolTimeout = .milliseconds(500)
        try await withClient(configuration) { client in
            await #expect { try await client.query("SELECT 1") } throws: {
                let error = $0 as? PostgresError
                return error?.kind == .unavailable && error?.isConnectionLoss == true
            }
            #expect(await client.ping() == false)
        }
    }

    @Test func aServerThatNeverAnswersIsGivenUp() async throws {
        let silent = try #require(SilentServer())
        var configuration = PostgresConfiguration(url: "postgresql://a@127.0.0.1:\(silent.port)/b")
        configuration.connectTimeout = .seconds(1)
        configuration.poolTimeout = .seconds(4)
        try await withClient(configuration) { client in
            let start = ContinuousClock.now
            await #expect { try await client.query("SELECT 1") } throws: { ($0 as? PostgresError)?.kind == .unavailable }
            #expect(start.duration(to: .now) < .seconds(6))
        }
        withExtendedLifetime(silent) {}
    }

    @Test func afterShutDownEverythingIsRefused() async throws {
        let client = PostgresClient(
            configuration: PostgresConfiguration(url: try serverURL()), logger: .recording(), metrics: .init())
        #expect(await client.ping())
        await client.shutDown()
        await #expect { try await client.query("SELECT 1") } throws: { ($0 as? PostgresError)?.kind == .shutDown }
    }

    @Test func aSessionBeginningATransactionByItselfIsNotHandedOn() async throws {
        try await withClient(connections: 1) { client in
            let before = try await client.query("SELECT pg_backend_pid() AS pid").first?.get("pid", as: Int.self)
            try await client.execute("BEGIN")
            let after = try await client.query("SELECT pg_backend_pid() AS pid").first?.get("pid", as: Int.self)
            #expect(before != after)
        }
    }

    @Test func aDroppedClientLetsGoOfItsConnections() async throws {
        weak var pool: ConnectionPool?
        try await withClient(connections: 1) { _ in }
        do {
            let client = PostgresClient(
                configuration: PostgresConfiguration(url: try serverURL()), logger: .recording(), metrics: .init())
            #expect(await client.ping())
            pool = client.pool
        }
        for _ in 0..<100 where pool != nil { try await Task.sleep(for: .milliseconds(20)) }
        #expect(pool == nil)
    }
}
