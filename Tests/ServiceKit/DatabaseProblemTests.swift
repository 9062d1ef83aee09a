import Contracts
import Foundation
import HTTP
import TestSupport
import Testing

@testable import PostgreSQL
@testable import ServiceKit

@Suite struct DatabaseProblemTests {
    @Test(arguments: [
        PostgresError.connectionLost("host db-1"), .unavailable("host db-1"), .shutDown, .commitOutcomeUnknown(.connectionLost("host db-1")),
        PostgresError(.poolExhausted, message: "host db-1"),
        .server(sqlState: "57P03", message: "host db-1", constraint: nil, table: nil),
        .server(sqlState: "53300", message: "host db-1", constraint: nil, table: nil),
        .server(sqlState: "25006", message: "host db-1", constraint: nil, table: nil),
        .server(sqlState: "40P01", message: "host db-1", constraint: nil, table: nil),
    ])
    func aDatabaseThatIsAwayOrFullIs503(error: PostgresError) throws {
        let problem = try #require(error.problem)
        #expect(problem.status == 503 && problem.slug == "unavailable" && problem.retryAfter == 2)
        #expect(!problem.detail.isEmpty && !problem.detail.contains("db-1"))
    }

    @Test(arguments: [
        PostgresError.deadlineExceeded, .server(sqlState: "57014", message: "canceling statement", constraint: nil, table: nil),
    ])
    func oneThatIsTooSlowIs503(error: PostgresError) throws {
        let problem = try #require(error.problem)
        #expect(problem.status == 503 && problem.slug == "deadline-exceeded" && problem.retryAfter == 1)
    }

    @Test(arguments: [
        PostgresError.misuse("x"), .decoding(column: "x", type: nil, problem: nil), .transactionAborted,
        .server(sqlState: "42P01", message: "relation", constraint: nil, table: nil),
        .server(sqlState: "23505", message: "duplicate", constraint: "c", table: "t"),
    ])
    func ourOwnMistakesStaySurprises(error: PostgresError) {
        #expect(error.problem == nil)
    }

    @Test func noFreeConnectionIs503AlsoForWhoeverShowsAToken() async throws {
        let settings = ["PITCREW_DATABASE_CONNECTIONS": "1", "PITCREW_DATABASE_WAIT": "500ms"]
        try await withService(PickyService.self, settings: settings) { service in
            let token = try service.token(scopes: ["ops"])
            // Whoever holds the only connection lets nobody else at the data, nor at the keys that tokens are verified by.
            try await service.database.withTransaction { transaction in
                try await transaction.execute("SELECT 1")
                let refused = [
                    try await service.post("/v1/things", Thing(name: "a"), key: "k"), try await service.get("/v1/ops/parked", token: token),
                ]
                for answer in refused {
                    #expect(answer.status == 503, "\(answer.text)")
                    #expect(answer.json["type"] == "urn:pitcrew:problem:unavailable")
                    #expect(answer.headers["Retry-After"] == "2")
                }
            }
            #expect(try await service.post("/v1/things", Thing(name: "a"), key: "k").status == 201)
        }
    }
}
