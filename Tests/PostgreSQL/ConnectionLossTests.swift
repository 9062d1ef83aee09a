import Testing

@testable import PostgreSQL

@Suite("Lost connections", .timeLimit(.minutes(1)))
struct ConnectionLossTests {
    /// Ends the sessions of a database that run a statement like the pattern, once there are any.
    private func terminate(_ administrator: PostgresClient, _ database: String, running pattern: String) async throws {
        for _ in 0..<100 {
            let ended = try await administrator.query(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE query LIKE \(pattern) AND state = 'active' AND datname = \(database)
                """)
            if !ended.isEmpty { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("nothing runs that looks like \(pattern)")
    }

    @Test func aStatementInFlightFailsAsLost() async throws {
        try await withClient { administrator in
            try await withDatabase(connections: 1) { client in
                let database = try await name(client)
                let statement = Task { try await client.query("SELECT pg_sleep(30), 'victim one'") }
                try await terminate(administrator, database, running: "%victim one%")
                await #expect { try await statement.value } throws: {
                    let error = $0 as? PostgresError
                    return error?.isConnectionLoss == true && error?.sqlState == "57P01"
                }
                #expect(await client.ping(), "the pool connects again")
            }
        }
    }

    @Test func aTransactionInFlightFailsAsLostAndHasNoEffect() async throws {
        try await withClient { administrator in
            try await withDatabase(connections: 1) { client in
                let database = try await name(client)
                try await client.execute("CREATE TABLE numbers (n int)")
                let transaction = Task {
                    try await client.withTransaction { transaction in
                        try await transaction.execute("INSERT INTO numbers VALUES (1)")
                        try await transaction.execute("SELECT pg_sleep(30), 'victim two'")
                    }
                }
                try await terminate(administrator, database, running: "%victim two%")
                await #expect { try await transaction.value } throws: {
                    ($0 as? PostgresError)?.isConnectionLoss == true && ($0 as? PostgresError)?.kind != .commitOutcomeUnknown
                }
                #expect(try await client.query("SELECT n FROM numbers").isEmpty)
                #expect(client.pool.usage.leased == 0)
            }
        }
    }

    @Test func aLossDuringCommitLeavesTheOutcomeUnknown() async throws {
        try await withClient { administrator in
            try await withDatabase(connections: 1) { client in
                let database = try await name(client)
                try await client.execute("CREATE TABLE slow (n int)")
                try await client.execute(
                    """
                    CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN PERFORM pg_sleep(30), 'victim three'; RETURN NULL; END $$
                    """)
                try await client.execute(
                    """
                    CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION dawdle()
                    """)
                let transaction = Task {
                    try await client.withTransaction { transaction in
                        transaction.afterCommit { Issue.record("nobody knows whether it is committed") }
                        try await transaction.execute("INSERT INTO slow VALUES (1)")
                    }
                }
                try await terminate(administrator, database, running: "COMMIT")
                await #expect { try await transaction.value } throws: {
                    let error = $0 as? PostgresError
                    return error?.kind == .commitOutcomeUnknown && error?.sqlState == "08007" && error?.isRetriable == false
                }
            }
        }
    }

    @Test func idleConnectionsLostAreReplacedUnnoticed() async throws {
        try await withClient { administrator in
            try await withDatabase(connections: 4) { client in
                let database = try await name(client)
                for _ in 0..<20 {
                    try await terminateAll(administrator, database, noticedBy: client)
                    try await client.execute("SELECT 1")
                    try await terminateAll(administrator, database, noticedBy: client)
                    try await client.withTransaction { try await $0.execute("SELECT 1") }
                }
                #expect(client.pool.usage.leased == 0)
            }
        }
    }

    @Test func preparedStatementsAreMadeAnewOnANewConnection() async throws {
        try await withClient { administrator in
            try await withDatabase(connections: 1) { client in
                let database = try await name(client)
                for _ in 0..<3 {
                    #expect(try await client.query("SELECT \(1)::int AS a").count == 1)
                    try await terminateAll(administrator, database, noticedBy: client)
                }
            }
        }
    }

    /// A statement sent before the loss is noticed may fail; the tests that use this are about the time after.
    private func terminateAll(
        _ administrator: PostgresClient, _ database: String, noticedBy client: PostgresClient
    ) async throws {
        try await administrator.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = \(database)")
        while client.pool.usage.idle > 0 { try await Task.sleep(for: .milliseconds(1)) }
    }

    private func name(_ client: PostgresClient) async throws -> String {
        try #require(try await client.query("SELECT current_database() AS name").first).get("name")
    }
}
