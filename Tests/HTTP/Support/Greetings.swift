import Contracts
import Foundation
import HTTP

struct Greeting: Codable, Sendable, Equatable {
    var text: String
    var times: Int?
}

enum Colour: String, StringEnum {
    case red
    case darkBlue = "dark_blue"
}

struct Filter: Codable, Sendable, Equatable {
    var workshopId: UUID
    var colours: [Colour]
    var from: LocalDate?
    var limit: Int?
    var deep: Bool?
    var since: Date?
}

struct Credentials: FormBody, Codable {
    var grantType: String
    var scope: String?

    enum CodingKeys: String, CodingKey {
        case grantType = "grant_type"
        case scope
    }
}

struct Declined: DomainError {
    var kind: DomainErrorKind
    var slug: String { "greeting-refused" }
    var detail: String { "Not today." }
}

struct Secretive: Error, CustomStringConvertible {
    var description: String { "secret of the house" }
}

/// An error of a layer below; one that tells nothing is a surprise.
struct Below: ProblemConvertible, CustomStringConvertible {
    var problem: Problem?
    var description: String { "secret of the cellar" }
}

extension ProblemSpec {
    static let greetingTaken = ProblemSpec(409, "greeting-taken", "The greeting is taken")
}

/// A small service with an operation of every kind.
func greetings(_ router: inout Router) {
    router.on(.get, "/ping", operation: "ping", summary: "Ping.", access: .open, output: Greeting.self) { _, _, _ in
        .ok(Greeting(text: "pong"), etag: "7")
    }
    router.on(
        .post, "/greetings", operation: "greet", summary: "Greet.", access: .open, idempotent: true, body: Greeting.self,
        output: Greeting.self, success: 201, errors: [.greetingTaken]
    ) { _, _, body in .created(body, location: "/greetings/1") }
    router.on(
        .get, "/greetings/{id}", operation: "greeting", summary: "One.", access: .open, output: Greeting.self
    ) { request, _, _ in .ok(Greeting(text: try request.pathParameter("id"))) }
    router.on(
        .get, "/greetings/by-id/{id}", operation: "byID", summary: "By id.", access: .open, output: Greeting.self
    ) { request, _, _ in .ok(Greeting(text: try request.pathID("id").text)) }
    router.on(
        .get, "/filter", operation: "filter", summary: "Filter.", access: .open, query: Filter.self, output: Filter.self
    ) { _, query, _ in .ok(query) }
    router.on(
        .post, "/token", operation: "token", summary: "Token.", access: .open, body: Credentials.self, output: Credentials.self
    ) { _, _, body in .ok(body) }
    router.on(
        .post, "/any", operation: "any", summary: "Anything.", access: .open, body: JSONValue.self, output: JSONValue.self
    ) { _, _, body in .ok(body) }
    router.on(
        .delete, "/greetings/{id}", operation: "forget", summary: "Forget.", access: .scopes(["ops", "write"]),
        output: NoContent.self
    ) { _, _, _ in .noContent }
    router.on(
        .get, "/either", operation: "either", summary: "Either.", access: .anyScope(["ops", "write"]), output: Greeting.self
    ) { request, _, _ in .ok(Greeting(text: request.principal?.subject ?? "")) }
    router.on(
        .get, "/perhaps", operation: "perhaps", summary: "Perhaps.", access: .optionalToken, output: Greeting.self
    ) { request, _, _ in .ok(Greeting(text: request.principal?.subject ?? "nobody")) }
    router.on(
        .get, "/my", operation: "mine", summary: "Mine.", access: .link(audience: "appointment"), output: Greeting.self
    ) { request, _, _ in .ok(Greeting(text: request.bearer ?? "")) }
    router.on(.get, "/fail/{how}", operation: "fail", summary: "Fail.", access: .open, output: Greeting.self) { request, _, _ in
        switch try request.pathParameter("how") {
        case "conflict": throw Declined(kind: .conflict)
        case "busy": throw Declined(kind: .tooMany)
        case "below": throw Below(problem: Problem(.unavailable, retryAfter: 4))
        case "surprise": throw Below(problem: nil)
        case "invalid": throw ValidationError([FieldViolation("customer.email", "must be an e-mail address")])
        case "problem":
            throw Problem(.greetingTaken, detail: "Take another.", extensions: ["alternatives": ["moin"]], retryAfter: 3)
        default: throw Secretive()
        }
    }
    router.on(.get, "/long", operation: "long", summary: "Long.", access: .open, output: Greeting.self) { _, _, _ in
        .ok(Greeting(text: String(repeating: "hello ", count: 1000)), etag: "9")
    }
    router.on(.get, "/longest", operation: "longest", summary: "Very long.", access: .open, output: Greeting.self) { _, _, _ in
        .ok(Greeting(text: String(repeating: "hello ", count: 20_000)))
    }
}
