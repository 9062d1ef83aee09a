import Contracts
import Synchronization
import TestSupport
import Testing

@testable import HTTP

@Suite struct AccessTests {
    private static let tokens = KnownTokens(principals: [
        "all": Principal(subject: "s-1", kind: .staff, scopes: ["ops", "write", "more"]),
        "some": Principal(subject: "s-2", kind: .partner, scopes: ["write"]),
        "none": Principal(subject: "s-3", kind: .partner, scopes: []),
    ])

    @Test(arguments: [
        ("DELETE", "/greetings/1", nil, 401, "unauthenticated"), ("DELETE", "/greetings/1", "Basic eDp5", 401, "unauthenticated"),
        ("DELETE", "/greetings/1", "Bearer unknown", 401, "invalid-token"),
        ("DELETE", "/greetings/1", "Bearer ", 401, "invalid-token"),
        ("DELETE", "/greetings/1", "Bearer some", 403, "insufficient-scope"), ("DELETE", "/greetings/1", "Bearer all", 204, nil),
        ("GET", "/either", "bearer some", 200, nil), ("GET", "/either", "Bearer none", 403, "insufficient-scope"),
        ("GET", "/my", nil, 401, "unauthenticated"), ("GET", "/my", "Bearer link-token", 200, nil),
    ] as [(String, String, String?, Int, String?)])
    func accessIsDecidedByScopes(method: String, path: String, authorization: String?, status: Int, slug: String?) async throws {
        try await withServer(verifier: Self.tokens, routes: greetings) { server in
            let headers = authorization.map { ["Authorization": $0] } ?? [:]
            let response = try await server.send(method, path, headers: headers)
            #expect(response.status == status)
            #expect(response.slug == slug)
            #expect((response["WWW-Authenticate"] != nil) == (status == 401 || status == 403))
        }
    }

    @Test func theHandlerOfALinkGetsTheToken() async throws {
        try await withServer(routes: greetings) { server in
            let response = try await server.send("GET", "/my", headers: ["Authorization": "Bearer abc.def"])
            #expect(response.text == #"{"text":"abc.def"}"#)
        }
    }

    @Test(arguments: [(nil, 200, "nobody"), ("Bearer some", 200, "s-2"), ("Bearer unknown", 401, nil)] as [(String?, Int, String?)])
    func whereATokenIsOptionalABadOneIsRefused(authorization: String?, status: Int, subject: String?) async throws {
        try await withServer(verifier: Self.tokens, routes: greetings) { server in
            let response = try await server.send("GET", "/perhaps", headers: authorization.map { ["Authorization": $0] } ?? [:])
            #expect(response.status == status)
            if let subject { #expect(response.text == #"{"text":"\#(subject)"}"#) }
        }
    }

    @Test func theMissingScopesAreNamed() async throws {
        try await withServer(verifier: Self.tokens, routes: greetings) { server in
            let response = try await server.send("DELETE", "/greetings/1", headers: ["Authorization": "Bearer some"])
            #expect(response["WWW-Authenticate"] == #"Bearer realm="pitcrew", error="insufficient_scope", scope="ops write""#)
        }
    }

    @Test func aLiveStreamEndsWithTheRightToHearIt() async throws {
        let tokens = EndingTokens()
        func routes(_ router: inout Router) {
            for (path, access) in [("/events", Access.scopes(["ops"])), ("/open", .open)] {
                router.stream(.get, path, operation: path, summary: "Events.", access: access, contentType: "text/event-stream") { _, _ in
                    .events { events in
                        try await events.send(ServerSentEvent(data: "first"))
                        if path == "/open" { tokens.isOpenHeard.store(true, ordering: .relaxed) }
                        if path == "/events" { tokens.isEnded.store(true, ordering: .relaxed) }
                        try await eventually("the stream may end") { tokens.isOver.load(ordering: .relaxed) }
                        try await events.send(ServerSentEvent(data: "last"))
                    }
                }
            }
        }
        try await withServer(verifier: tokens, routes: routes) { server in
            async let open = server.send("GET", "/open")
            try await eventually("the open stream is heard") { tokens.isOpenHeard.load(ordering: .relaxed) }
            let ended = try await server.send("GET", "/events", headers: ["Authorization": "Bearer any"])
            #expect(ended.text == ": open\n\ndata: first\n\n")
            tokens.isOver.store(true, ordering: .relaxed)
            #expect(try await open.text.hasSuffix("data: last\n\n"))
            #expect(try await server.send("GET", "/events", headers: ["Authorization": "Bearer any"]).status == 401)
        }
    }

    /// Tokens that count until somebody says that they do not.
    private final class EndingTokens: TokenVerifying {
        let isEnded = Atomic<Bool>(false), isOpenHeard = Atomic<Bool>(false), isOver = Atomic<Bool>(false)

        func verify(_ bearer: String) async throws -> Principal {
            guard !isEnded.load(ordering: .relaxed) else { throw InvalidToken() }
            return Principal(subject: "s-1", kind: .staff, scopes: ["ops"])
        }
    }

    @Test(arguments: [
        (Declined(kind: .unavailable), 503), (Below(problem: Problem(.unavailable)), 503), (Secretive(), 500),
    ] as [(any Error, Int)])
    func aVerifierThatCannotTellIsNotABadToken(error: any Error, status: Int) async throws {
        struct Away: TokenVerifying {
            let error: any Error
            func verify(_ bearer: String) async throws -> Principal { throw error }
        }
        try await withServer(verifier: Away(error: error), routes: greetings) { server in
            let response = try await server.send("GET", "/either", headers: ["Authorization": "Bearer some"])
            #expect(response.status == status)
        }
    }
}
