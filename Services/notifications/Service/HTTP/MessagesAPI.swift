import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// What was sent to whom and why.
struct MessagesAPI: Sendable {
    let database: PostgresClient

    private static let access = Access.permission(.customers)

    func routes(_ router: inout Router) {
        router.on(
            .get, "/v1/messages", operation: "listMessages", summary: "The ledger of a customer, of an appointment or of tests, the latest first",
            access: Self.access, query: MessagesQuery.self, output: MessagesPage.self
        ) { _, query, _ in
            guard query.customerId != nil || query.appointmentId != nil || query.isTest == true else {
                throw ValidationError([FieldViolation("customerId", "or appointmentId must be given, or isTest be true")])
            }
            let page = try await ListPage.read(query.limit) { limit in
                try await LedgerStore.list(
                    customer: query.customerId, appointment: query.appointmentId, isTest: query.isTest, after: query.cursor, limit: limit,
                    in: database
                )
            }
            return .ok(MessagesPage(items: page.items, nextCursor: page.last?.id))
        }
        router.on(
            .get, "/v1/messages/{id}", operation: "showMessage", summary: "One line of the ledger", access: Self.access,
            output: LedgerEntry.self, errors: [ProblemSpec(404, "message-unknown", "There is no such message")]
        ) { request, _, _ in
            guard let entry = try await LedgerStore.find(try request.pathID("id"), in: database) else { throw MessageUnknown() }
            return .ok(entry)
        }
    }
}

struct MessagesQuery: Codable, Sendable {
    let customerId: UUID?
    let appointmentId: UUID?
    /// Only what was sent to try templates out.
    let isTest: Bool?
    /// 1 to 200; 50 unless told.
    let limit: Int?
    /// The last page's `nextCursor`.
    let cursor: UUID?
}

struct MessagesPage: Codable, Sendable {
    let items: [LedgerEntry]
    let nextCursor: UUID?
}

/// There is no such message.
struct MessageUnknown: DomainError {
    let slug = "message-unknown"
    let kind = DomainErrorKind.notFound
    let detail = "There is no such message."
}
