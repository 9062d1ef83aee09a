import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// What support does for people: finds them, sees their sessions, and signs a device out from afar.
struct PeopleAPI: Sendable {
    let database: PostgresClient
    let end: EndSession
    let clock: any WallClock

    private static let access = Access.permission(.support)

    func routes(_ router: inout Router) {
        router.on(
            .get, "/v1/people", operation: "findPeople", summary: "Who signs in with an e-mail address", access: Self.access,
            query: PeopleQuery.self, output: PeopleList.self
        ) { _, query, _ in
            let email = NaturalIdentity.normalized(email: query.email)
            return .ok(PeopleList(items: try await PersonStore.find(email: email, at: clock.now(), in: database)))
        }
        router.on(
            .get, "/v1/people/{id}/sessions", operation: "listPersonSessions", summary: "A person's open sessions", access: Self.access,
            output: SessionList.self
        ) { request, _, _ in
            let open = try await SessionStore.open(of: try request.pathID("id"), at: clock.now(), in: database)
            return .ok(SessionList(items: open.map { SessionView($0, current: nil) }))
        }
        router.on(
            .post, "/v1/people/{id}/sessions/{session}/end", operation: "endPersonSession", summary: "Signs a device out from afar",
            access: Self.access, body: EndRequest.self, output: NoContent.self, success: 204,
            errors: [ProblemSpec(404, "session-unknown", "There is no such open session")]
        ) { request, _, body in
            try await end.run(
                try request.pathID("session"), of: try request.pathID("id"), because: "support", actor: request.actorName,
                note: try body.validated()
            )
            return .noContent
        }
        router.on(
            .post, "/v1/people/{id}/sessions/end", operation: "endPersonSessions", summary: "Signs all of a person's devices out",
            access: Self.access, body: EndRequest.self, output: EndedSessionsAnswer.self
        ) { request, _, body in
            let count = try await end.runAll(
                of: try request.pathID("id"), but: nil, because: "support", actor: request.actorName, note: try body.validated()
            )
            return .ok(EndedSessionsAnswer(count: count))
        }
    }
}

struct PeopleQuery: Codable, Sendable {
    let email: String
}

struct PeopleList: Codable, Sendable {
    let items: [PersonStore.Person]
}

struct EndRequest: Codable, Sendable {
    /// In words, for the audit.
    let reason: String

    func validated() throws -> String {
        guard TextRules.isFilled(reason, atMost: 500), TextRules.isText(reason) else {
            throw ValidationError([FieldViolation("reason", "must have 1 to 500 characters")])
        }
        return reason
    }
}
