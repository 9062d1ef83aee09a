import Contracts
import Foundation
import HTTP
import PostgreSQL

/// A person's own sessions: refresh, list, sign out here and elsewhere.
struct SessionsAPI: Sendable {
    let database: PostgresClient
    let sessions: SessionAnswering
    let end: EndSession
    let clock: any WallClock

    /// Any person who has signed in, whatever they may do.
    private static let access = Access.scopes([])
    private static let unknown = ProblemSpec(404, "session-unknown", "There is no such open session")

    func routes(_ router: inout Router) {
        router.on(
            .post, "/v1/sessions/refresh", operation: "refreshSession", summary: "Another access token for the cookie's refresh token",
            access: .open, body: RefreshRequest.self, output: SessionAnswer.self,
            errors: SessionAnswering.problems + [ProblemSpec(401, "session-ended", "The session has ended")]
        ) { request, _, body in try await sessions.refreshed(request, body.device) }
        router.on(
            .delete, "/v1/sessions/current", operation: "signOut", summary: "Ends the session of the cookie", access: .open,
            output: NoContent.self, success: 204, errors: [.crossSite]
        ) { request, _, _ in
            try request.proveSameSite(as: sessions.publicURL)
            if let token = SessionCookie.token(of: request) { try await end.run(token) }
            return Reply(status: 204, body: nil, headers: ["Cache-Control": "no-store", "Set-Cookie": SessionCookie.cleared])
        }
        router.on(
            .get, "/v1/sessions", operation: "listSessions", summary: "The caller's open sessions, the one used last first",
            access: Self.access, output: SessionList.self
        ) { request, _, _ in
            let person = try request.ownSession()
            let open = try await SessionStore.open(of: person.id, at: clock.now(), in: database)
            return .ok(SessionList(items: open.map { SessionView($0, current: person.session) }))
        }
        router.on(
            .delete, "/v1/sessions", operation: "endOtherSessions", summary: "Ends all of the caller's sessions but this one",
            access: Self.access, output: EndedSessionsAnswer.self, errors: [.freshProofRequired, .stepUpRequired]
        ) { request, _, _ in
            try proveToEndOthers(request)
            let person = try request.ownSession()
            return .ok(EndedSessionsAnswer(count: try await end.runAll(of: person.id, but: person.session, because: "revoked")))
        }
        router.on(
            .delete, "/v1/sessions/{id}", operation: "endSession", summary: "Ends one of the caller's sessions", access: Self.access,
            output: NoContent.self, success: 204, errors: [Self.unknown, .freshProofRequired, .stepUpRequired]
        ) { request, _, _ in
            let (own, id) = (try request.ownSession(), try request.pathID("id"))
            if id != own.session { try proveToEndOthers(request) }
            try await end.run(id, of: own.id, because: "revoked")
            return .noContent
        }
    }

    /// Who must prove more first might be whom the others are to be safe from.
    private func proveToEndOthers(_ request: RequestContext) throws {
        guard !request.provesLittle else { throw GatewayError.stepUpRequired }
        try request.proveFresh(at: clock.now())
    }
}

struct RefreshRequest: Codable, Sendable {
    let device: DeviceDescription?
}

struct SessionList: Codable, Sendable {
    let items: [SessionView]
}

struct EndedSessionsAnswer: Codable, Sendable {
    let count: Int
}

/// An open session as its owner and support see it.
struct SessionView: Codable, Sendable {
    let id: UUID
    /// Whether the request comes from it.
    let current: Bool
    let kind: String
    let method: String
    let userVerified: Bool
    /// Whether a refresh needs the device's own key.
    let keyBound: Bool
    let device: DeviceDescription?
    let createdAt: Date
    let lastUsedAt: Date
    let expiresAt: Date

    init(_ session: SessionStore.Session, current: UUID?) {
        id = session.id
        self.current = session.id == current
        kind = session.person.kind
        method = session.person.method
        userVerified = session.person.userVerified
        keyBound = session.keyThumbprint != nil
        device = session.device
        createdAt = session.createdAt
        lastUsedAt = session.lastUsedAt
        expiresAt = session.expiresAt
    }
}
