import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// Job cards for the people who work by them.
struct JobcardsAPI: Sendable {
    let database: PostgresClient
    /// How many cards of one day are listed at most.
    let listed: Int

    private static let access = Access.anyPermission([.appointments, .jobs])
    private static let unknown = ProblemSpec(404, "jobcard-unknown", "There is no such job card")

    func routes(_ router: inout Router) {
        router.on(
            .get, "/v1/jobcards", operation: "listJobcards", summary: "The job cards of one day", access: Self.access,
            query: JobcardsQuery.self, output: JobcardsPage.self
        ) { _, query, _ in
            .ok(JobcardsPage(items: try await JobcardStore.list(workshop: query.workshopId, day: query.date, limit: listed, in: database)))
        }
        router.on(
            .get, "/v1/jobcards/by-appointment/{id}", operation: "jobcardOfAppointment", summary: "The job card of an appointment",
            access: Self.access, output: JobcardView.self, errors: [Self.unknown]
        ) { request, _, _ in
            guard let card = try await JobcardStore.find(appointment: try request.pathID("id"), in: database) else {
                throw StockError.unknownJobcard
            }
            return .ok(card, etag: String(card.version))
        }
        router.on(
            .get, "/v1/jobcards/{id}", operation: "showJobcard", summary: "One job card", access: Self.access, output: JobcardView.self,
            errors: [Self.unknown]
        ) { request, _, _ in
            guard let card = try await JobcardStore.find(try request.pathID("id"), in: database) else { throw StockError.unknownJobcard }
            return .ok(card, etag: String(card.version))
        }
    }
}

struct JobcardsQuery: Codable, Sendable {
    let workshopId: UUID
    /// A day where the workshop is.
    let date: LocalDate
}

struct JobcardsPage: Codable, Sendable {
    let items: [JobcardView]
}
