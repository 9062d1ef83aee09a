import Contracts
import Foundation
import HTTP
import Testing

/// A small service with one route of each kind.
struct Greeting: Codable, Sendable, Equatable {
    var text: String
    var times: Int?
}

enum Colour: String, StringEnum { case red, darkBlue = "dark_blue" }

struct Filter: Codable, Sendable {
    var workshopId: UUID
    var colours: [Colour]
    var from: LocalDate?
    var limit: Int?
    var deep: Bool?
}

func greetings(_ router: inout Router) {
    router.on(.get, "/ping", operation: "ping", summary: "Ping.", access: .open, output: Greeting.self) { _, _, _ in
        .ok(Greeting(text: "pong"), etag: "7")
    }
    router.on(
        .post, "/greetings", operation: "greet", summary: "Greet.", access: .open, idempotent: true, body: Greeting.self,
        output: Greeting.self, success: 201
    ) { _, _, body in .created(body, location: "/greetings/1") }
    router.on(.get, "/greetings/{id}", operation: "greeting", summary: "One.", access: .open, output: Greeting.self) { request, _, _ in
        .ok(Greeting(text: try request.pathParameter("id")))
    }
    router.on(
        .get, "/filter", operation: "filter", summary: "Filter.", access: .open, query: Filter.self, output: Filter.self
    ) { _, query, _ in .ok(query) }
    router.on(
        .delete, "/greetings/{id}", operation: "forget", summary: "Forget.", access: .scopes(["ops", "write"]),
        output: NoContent.self
    ) { _, _, _ in .noContent }
}

@Suite struct RequestTests {
    @Test func aRouteAnswersJSON() async throws {
        try await withServer(routes: greetings) { server in
            let response = try await server.send("GET", "/ping")
            #expect(response.status == 200)
            #expect(response["Content-Type"] == "application/json")
            #expect(response["ETag"] == "\"7\"")
            #expect(response.text == #"{"text":"pong"}"#)
            #expect(response["X-Request-Id"]?.count == 36)
        }
    }

    @Test func aBodyIsDecodedAndAnswered() async throws {
        try await withServer(routes: greetings) { server in
            let response = try await server.send(
                "POST", "/greetings", headers: ["Idempotency-Key": "one"], body: #"{"text":"hello"}"#
            )
            #expect(response.status == 201)
            #expect(response["Location"] == "/greetings/1")
            #expect(response.text == #"{"text":"hello"}"#)
        }
    }
}
