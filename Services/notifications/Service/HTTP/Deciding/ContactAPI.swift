import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// Why customers were written to or not, and what they want.
struct ContactAPI: Sendable {
    let database: PostgresClient
    let clock: any WallClock

    private static let access = Access.permission(.customers)
    private static let path = "/v1/contact-preferences/{customer}"

    func routes(_ router: inout Router) {
        decisions(&router)
        preferences(&router)
    }

    private func decisions(_ router: inout Router) {
        router.on(
            .get, "/v1/contact-decisions", operation: "listContactDecisions",
            summary: "Of everything that was to be sent to a customer: whether it was allowed, by what right, or which rule said no",
            access: Self.access, query: ContactDecisionsQuery.self, output: ContactDecisionsPage.self
        ) { _, query, _ in
            let page = try await ListPage.read(query.limit) { limit in
                try await DecisionStore.list(of: query.customerId, verdict: query.verdict, after: query.cursor, limit: limit, in: database)
            }
            return .ok(ContactDecisionsPage(items: page.items, nextCursor: page.last?.messageId))
        }
    }

    private func preferences(_ router: inout Router) {
        router.on(
            .get, Self.path, operation: "showContactPreferences", summary: "When a customer wants to be written to, and what they have said to what",
            access: Self.access, output: ContactPreferencesView.self
        ) { request, _, _ in .ok(try await view(try request.pathID("customer"))) }
        router.on(
            .put, Self.path, operation: "putContactPreferences", summary: "Sets quiet hours, time zone and do-not-disturb at a customer's wish",
            access: Self.access, body: ContactPreferences.self, output: ContactPreferencesView.self
        ) { request, _, body in
            try body.validate()
            let person = try request.pathID("customer")
            try await database.withTransaction { transaction in
                try await PreferenceStore.put(body, of: person, by: request.editor, at: clock.now(), in: transaction)
            }
            return .ok(try await view(person))
        }
    }

    private func view(_ person: UUID) async throws -> ContactPreferencesView {
        ContactPreferencesView(
            customerId: person, preferences: try await PreferenceStore.find(person, in: database) ?? ContactPreferences(),
            consents: try await ConsentStore.latest(of: person, in: database),
            history: try await ConsentStore.all(of: person, limit: 200, in: database)
        )
    }
}

struct ContactDecisionsQuery: Codable, Sendable {
    let customerId: UUID
    /// Only what was `allowed`, `deferred` or `refused`.
    let verdict: DecisionEntry.Verdict?
    /// 1 to 200; 50 unless told.
    let limit: Int?
    /// The last page's `nextCursor`.
    let cursor: UUID?
}

struct ContactDecisionsPage: Codable, Sendable {
    let items: [DecisionEntry]
    let nextCursor: UUID?
}

struct ContactPreferencesView: Codable, Sendable {
    let customerId: UUID
    let preferences: ContactPreferences
    /// What counts now.
    let consents: [ConsentEntry]
    /// Everything that was ever said, the latest first, 200 at most.
    let history: [ConsentEntry]
}
