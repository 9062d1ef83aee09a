import Testing

@testable import PostgreSQL

@Suite("Migrations", .timeLimit(.minutes(1)))
struct MigrationTests {
    private let first = Migration(1, "one", Array("CREATE TABLE one (n int); INSERT INTO one VALUES (1);".utf8))
    private let second = Migration(2, "two", Array("CREATE FUNCTION two() RETURNS int LANGUAGE sql AS $$ SELECT 2; $$;".utf8))
    private let third = Migration(3, "three", Array("ALTER TABLE one ADD COLUMN m int".utf8))

    private func applied(_ migrations: Migration...) -> [MigrationPlan.Applied] {
        migrations.map { .init(version: $0.version, name: $0.name, checksum: $0.checksum) }
    }

    @Test func thePlanHoldsWhatIsMissing() throws {
        let plan = try MigrationPlan([third, first, second], applied: applied(first))
        #expect(plan.pending == [second, third])
        #expect(plan.newer.isEmpty)
    }

    @Test func aNewerDatabaseIsAllowed() throws {
        let plan = try MigrationPlan([first], applied: applied(first, second))
        #expect(plan.pending.isEmpty)
        #expect(plan.newer == applied(second))
    }

    @Test func contradictionsAreNamed() {
        let changed = Migration(1, "one", Array("CREATE TABLE other ()".utf8))
        let cases: [([Migration], [MigrationPlan.Applied], String)] = [
            ([changed], applied(first), "migration 1 one was changed"),
            ([first, third], applied(first, second), "migration 2 two, which this program does not know"),
            ([first, second, third], applied(first, third), "migration 2 two is missing below version 3"),
            ([first, changed], [], "two migrations have version 1"),
        ]
        for (known, applied, message) in cases {
            #expect { try MigrationPlan(known, applied: applied) } throws: { "\($0)".contains(message) }
        }
    }

    @Test func theyAreAppliedOnceThoughManyTryAtOnce() async throws {
        try await withDatabase { client in
            let migrations = [first, second, third]
            let sink = RecordingSink()
            let migrator = Migrator(client: client, logger: .recording(sink))
            #expect(try await migrator.pending(migrations) == migrations)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { try await migrator.apply(migrations) } }
                try await group.waitForAll()
            }
            #expect(sink.lines.filter { $0.contains("applied a migration") }.count == 3)
            #expect(try await migrator.pending(migrations).isEmpty)
            #expect(try await client.query("SELECT n, m, two() FROM one").count == 1)
        }
    }

    @Test func aMigrationThatWaitsForATableLetsOthersThrough() async throws {
        try await withDatabase(connections: 4) { client in
            try await client.execute("CREATE TABLE one (n int)")
            let sink = RecordingSink()
            let migrating = try await client.withTransaction { transaction in
                try await transaction.query("SELECT n FROM one")
                let migrating = Task { try await Migrator(client: client, logger: .recording(sink)).apply([third]) }
                let end = ContinuousClock.now + .seconds(30)
                while !sink.lines.contains(where: { $0.contains("waits for others") }), ContinuousClock.now < end {
                    // Behind the lock that is waited for, this would have to wait until the whole is over.
                    try await client.withTransaction(statementTimeout: .seconds(5)) { try await $0.execute("INSERT INTO one VALUES (1)") }
                }
                #expect(sink.lines.contains { $0.contains("waits for others") })
                return migrating
            }
            try await migrating.value
            #expect(try await client.query("SELECT m FROM one LIMIT 1").count == 1)
        }
    }

    @Test func aFailingMigrationLeavesNothing() async throws {
        try await withDatabase { client in
            let bad = Migration(2, "bad", Array("CREATE TABLE half (n int); SELECT 1/0;".utf8))
            let migrator = Migrator(client: client, logger: .recording())
            await #expect { try await migrator.apply([first, bad]) } throws: { ($0 as? PostgresError)?.sqlState == "22012" }
            #expect(try await migrator.pending([first, bad]) == [bad])
            #expect(try await client.query("SELECT to_regclass('half') AS half").first?.isNull("half") == true)
            try await migrator.apply([first, second])
        }
    }

    @Test(arguments: ["COMMIT", "COPY pg_class TO STDOUT", "COPY nowhere FROM STDIN"])
    func scriptsThatBreakTheFrameAreRefused(_ script: String) async throws {
        try await withDatabase { client in
            let migrator = Migrator(client: client, logger: .recording())
            await #expect(throws: PostgresError.self) { try await migrator.apply([Migration(1, "odd", Array(script.utf8))]) }
            let pending = try await migrator.pending([first])
            #expect(pending == [first])
        }
    }
}
