import Contracts
import Foundation
import HTTP
import Outbox
import PostgreSQL
import TestSupport
import Testing

@testable import ServiceKit

@Suite struct IdempotencyTests {
    private static let key = "0197a1c2-3d4e-7f00-8a9b-0c1d2e3f4a5b"
    private static let secret = "a-secret-that-is-shown-once"

    @Test func aStoredReplyCannotBeReadFromTheDatabase() async throws {
        try await withDatabase(migrations: PlatformMigrations.all) { database in
            let first = try await make(Self.request(), in: database)
            let again = try await make(Self.request(), in: database)
            #expect(first.body?.name == again.body?.name)
            #expect(again.headers["Location"] == "/things/1")
            #expect(again.headers["Idempotency-Replayed"] == "true")
            let stored = try await database.query("SELECT encode(key_hash || sealed, 'escape') AS text FROM idempotent_replies")
            let text = try #require(try stored.first?.get("text", as: String.self))
            for piece in [Self.secret, Self.key, "things"] { #expect(!text.contains(piece), "\(piece)") }
        }
    }

    @Test func theSameKeyOfAnotherCallerIsAnotherKey() async throws {
        try await withDatabase(migrations: PlatformMigrations.all) { database in
            let callers = [
                Self.request(), Self.request(bearer: "link-one"), Self.request(bearer: "link-two"), Self.request(subject: "partner-1"),
                Self.request(subject: "partner-2"), Self.request(subject: "partner-1", environment: "sandbox"), Self.request(path: "/v1/others"),
            ]
            var names: Set<String> = []
            for caller in callers { names.insert(try await make(caller, in: database).body?.name ?? "") }
            #expect(names.count == callers.count)
        }
    }

    @Test func repliesAreForgottenAfterTwoDays() async throws {
        try await withDatabase(migrations: PlatformMigrations.all) { database in
            let first = try await make(Self.request(), in: database)
            try await database.execute("UPDATE idempotent_replies SET created_at = now() - interval '47 hours'")
            let early = try await database.withTransaction { try await IdempotentReplies.forget(limit: 10, in: $0) }
            #expect(early == 0)
            try await database.execute("UPDATE idempotent_replies SET created_at = now() - interval '49 hours'")
            let late = try await database.withTransaction { try await IdempotentReplies.forget(limit: 10, in: $0) }
            #expect(late == 1)
            let second = try await make(Self.request(), in: database)
            #expect(first.body?.name != second.body?.name)
        }
    }

    private func make(_ request: RequestContext, in database: PostgresClient) async throws -> Reply<Thing> {
        try await idempotent(request, in: database) { _ in
            .created(Thing(name: Self.secret + UUID().text), location: "/things/1")
        }
    }

    private static func request(
        path: String = "/v1/things", subject: String? = nil, environment: String? = nil, bearer: String? = nil
    ) -> RequestContext {
        RequestContext(
            method: "POST", path: path, headers: ["Idempotency-Key": key],
            principal: subject.map { Principal(subject: $0, kind: .partner, scopes: [], environment: environment) }, bearer: bearer,
            rawBody: Array("{}".utf8)
        )
    }
}
