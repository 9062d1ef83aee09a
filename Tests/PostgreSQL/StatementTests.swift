import Testing

@testable import PostgreSQL

@Suite("Prepared statements and errors", .timeLimit(.minutes(1)))
struct StatementTests {
    @Test func thePreparedStatementsOfASessionAreBounded() async throws {
        var configuration = PostgresConfiguration(url: try serverURL(), connections: 1)
        configuration.preparedStatements = 10
        try await withClient(configuration) { client in
            for number in 0..<50 { try await client.execute("SELECT \(unescaped: "\(number)")") }
            let rows = try await client.query("SELECT name FROM pg_prepared_statements")
            #expect(rows.count <= 11)
            #expect(rows.count >= 9)
        }
    }

    @Test func discardingInsideAFailedTransactionIsTriedAgain() async throws {
        var configuration = PostgresConfiguration(url: try serverURL(), connections: 1)
        configuration.preparedStatements = 3
        try await withClient(configuration) { client in
            for number in 0..<10 {
                _ = try? await client.withTransaction { transaction in
                    try await transaction.execute("SELECT \(unescaped: "\(number)"), 1")
                    _ = try? await transaction.execute("SELECT \(unescaped: "\(number)") / 0")
                    try await transaction.execute("SELECT \(unescaped: "\(number)"), 2")
                }
            }
            try await client.execute("SELECT 1")
            let rows = try await client.query("SELECT name FROM pg_prepared_statements")
            #expect(rows.count <= 5)
        }
    }

    @Test func aPlanOutdatedByAMigrationIsMadeAnew() async throws {
        try await withDatabase(connections: 1) { client in
            try await client.execute("CREATE TABLE things (a int)")
            try await client.execute("INSERT INTO things VALUES (1)")
            #expect(try await client.query("SELECT * FROM things").first?.columnNames == ["a"])
            try await client.execute("ALTER TABLE things ADD COLUMN b int")
            #expect(try await client.query("SELECT * FROM things").first?.columnNames == ["a", "b"])
            try await client.execute("DEALLOCATE ALL")
            #expect(try await client.query("SELECT * FROM things").count == 1)
        }
    }

    @Test func errorsNameTheConstraintAndHideTheData() async throws {
        try await withDatabase { client in
            try await client.execute(
                "CREATE TABLE people (mail text CONSTRAINT one_each UNIQUE, age int CONSTRAINT grown CHECK (age > 17))"
            )
            try await client.execute("INSERT INTO people VALUES ('a@example.com', 30)")
            await #expect { try await client.execute("INSERT INTO people VALUES (\("a@example.com"), 30)") } throws: {
                let error = $0 as? PostgresError
                return error?.isUniqueViolation == true && error?.constraint == "one_each" && error?.table == "people"
                    && !"\($0)".contains("example.com")
            }
            await #expect { try await client.execute("INSERT INTO people VALUES ('b', 3)") } throws: {
                ($0 as? PostgresError)?.isCheckViolation == true && ($0 as? PostgresError)?.constraint == "grown"
            }
            await #expect { try await client.query("SELECT \("top \"secret\"")::int") } throws: {
                ($0 as? PostgresError)?.sqlState == "22P02" && !"\($0)".contains("secret")
            }
        }
    }

    @Test func deadlocksAreRetriable() async throws {
        try await withDatabase { client in
            try await client.execute("CREATE TABLE locks AS SELECT 1 AS id UNION SELECT 2")
            // Each ends its own once it has its first row, or has failed: neither asks for the other's row before both are held.
            let hasFirst = [AsyncStream.makeStream(of: Never.self), AsyncStream.makeStream(of: Never.self)]
            let failures = try await withThrowingTaskGroup(of: PostgresError?.self) { group in
                for (own, order) in [[1, 2], [2, 1]].enumerated() {
                    group.addTask {
                        defer { hasFirst[own].continuation.finish() }
                        do {
                            try await client.withTransaction { transaction in
                                try await transaction.execute("UPDATE locks SET id = id WHERE id = \(order[0])")
                                hasFirst[own].continuation.finish()
                                for await _ in hasFirst[1 - own].stream {}
                                try await transaction.execute("UPDATE locks SET id = id WHERE id = \(order[1])")
                            }
                            return nil
                        } catch let error as PostgresError {
                            return error
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += [$1].compactMap { $0 } }
            }
            #expect(failures.map(\.sqlState) == ["40P01"])
            #expect(failures.first?.isRetriable == true)
        }
    }

    @Test func noticesAreLoggedAndNotPrinted() async throws {
        let sink = RecordingSink()
        try await withClient(PostgresConfiguration(url: serverURL()), logger: .recording(sink)) { client in
            try await client.execute("DO $$ BEGIN RAISE WARNING 'mind the gap'; END $$")
        }
        #expect(sink.lines.contains { $0.contains("mind the gap") && $0.contains("\"level\":\"warning\"") })
    }

    @Test func aConnectionOfItsOwnKeepsItsSession() async throws {
        try await withClient { client in
            try await client.withConnection { connection in
                try await connection.execute("SET application_name = 'mine'")
                let row = try await connection.query("SELECT current_setting('application_name') AS name").first
                #expect(try row?.get("name", as: String.self) == "mine")
            }
        }
    }

    @Test func nothingOfTheConfigurationIsPrinted() {
        let configuration = PostgresConfiguration(url: "postgresql://a:hidden@b/c")
        #expect(!"\(configuration)".contains("hidden"))
    }
}
