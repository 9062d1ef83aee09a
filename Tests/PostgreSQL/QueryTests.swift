import Foundation
import Testing

@testable import PostgreSQL

@Suite("Queries", .timeLimit(.minutes(1)))
struct QueryTests {
    @Test func aRowComesBack() async throws {
        try await withClient { client in
            let rows = try await client.query("SELECT \(42)::int AS answer, \("text")::text AS word")
            #expect(try rows.first?.get("answer", as: Int.self) == 42)
            #expect(try rows.first?.get("word", as: String.self) == "text")
            #expect(await client.ping())
        }
    }

    @Test func interpolatedTextIsBoundNotExecuted() async throws {
        try await withDatabase { client in
            try await client.execute("CREATE TABLE victims (name text)")
            let hostile = "x'); DROP TABLE victims; --"
            try await client.execute("INSERT INTO victims VALUES (\(hostile))")
            let rows = try await client.query("SELECT name FROM victims WHERE name = \(hostile)")
            #expect(try rows.map { try $0.get("name", as: String.self) } == [hostile])
        }
    }

    @Test func tenThousandRowsArrive() async throws {
        try await withClient { client in
            let rows = try await client.query("SELECT i, 'row ' || i AS text FROM generate_series(1, 10000) AS i")
            #expect(rows.count == 10_000)
            #expect(try rows.last?.get("i", as: Int.self) == 10_000)
            #expect(try rows.last?.get("text", as: String.self) == "row 10000")
        }
    }

    @Test func executeCountsRows() async throws {
        try await withDatabase { client in
            try await client.execute("CREATE TABLE numbers (n int)")
            #expect(try await client.execute("INSERT INTO numbers SELECT generate_series(1, 7)") == 7)
            #expect(try await client.execute("DELETE FROM numbers WHERE n > \(5)") == 2)
        }
    }

    @Test func aTransactionCommitsOrRollsBack() async throws {
        struct Stop: Error {}
        try await withDatabase { client in
            try await client.execute("CREATE TABLE numbers (n int)")
            try await client.withTransaction { transaction in
                try await transaction.execute("INSERT INTO numbers VALUES (\(1))")
                try await transaction.pipeline(["INSERT INTO numbers VALUES (\(2))", "INSERT INTO numbers VALUES (\(3))"])
            }
            await #expect(throws: Stop.self) {
                try await client.withTransaction { transaction in
                    try await transaction.execute("INSERT INTO numbers VALUES (\(4))")
                    throw Stop()
                }
            }
            try await client.pipeline(["INSERT INTO numbers VALUES (\(5))", "INSERT INTO numbers VALUES (\(6))"])
            let rows = try await client.query("SELECT array_agg(n ORDER BY n) AS n FROM numbers")
            #expect(try rows.first?.get("n", as: [Int].self) == [1, 2, 3, 5, 6])
        }
    }
}
