import Contracts
import Foundation
import Testing

@testable import HTTP

@Suite struct ProblemTests {
    @Test(arguments: [
        ("conflict", 409, "greeting-refused"), ("busy", 429, "greeting-refused"), ("invalid", 422, "invalid-input"),
        ("problem", 409, "greeting-taken"), ("below", 503, "unavailable"), ("surprise", 500, "internal-error"), ("else", 500, "internal-error"),
    ])
    func anErrorBecomesItsProblem(how: String, status: Int, slug: String) async throws {
        try await withServer(routes: greetings) { server in
            let response = try await server.send("GET", "/fail/\(how)")
            #expect(response.status == status)
            #expect(response.slug == slug)
        }
    }

    @Test func aProblemCarriesItsMembers() async throws {
        try await withServer(routes: greetings) { server in
            let response = try await server.send("GET", "/fail/problem")
            #expect(response["Retry-After"] == "3")
            #expect(response.text.contains(#""alternatives":["moin"]"#))
            #expect(response.text.contains(#""detail":"Take another.""#))
            let invalid = try await server.send("GET", "/fail/invalid")
            #expect(invalid.text.contains(#"{"field":"customer.email","rule":"must be an e-mail address"}"#))
        }
    }

    @Test func whatALayerBelowMeansIsToldAndItsWordsOnlyLogged() async throws {
        let log = CollectedLog()
        try await withServer(log: log, routes: greetings) { server in
            let response = try await server.send("GET", "/fail/below")
            #expect(response["Retry-After"] == "4")
            #expect(!response.text.contains("secret"))
            #expect(log.lines.contains { $0.contains("http handler failed") && $0.contains("secret of the cellar") })
        }
    }

    @Test func anUnknownErrorIsLoggedAndNotTold() async throws {
        let log = CollectedLog()
        try await withServer(log: log, routes: greetings) { server in
            let response = try await server.send("GET", "/fail/unknown")
            #expect(!response.text.contains("secret"))
            #expect(log.lines.contains { $0.contains("http handler failed") && $0.contains("secret of the house") })
        }
    }
}
