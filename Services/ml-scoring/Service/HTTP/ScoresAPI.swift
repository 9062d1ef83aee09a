import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// Scores for people: one customer's, and the list of those to reach out to.
struct ScoresAPI: Sendable {
    let database: PostgresClient

    private static let access = Access.permission(.customers)

    func routes(_ router: inout Router) {
        router.on(
            .get, "/v1/scores", operation: "listScores", summary: "Customers to reach out to, the likeliest to stay away first",
            access: Self.access, query: ScoresQuery.self, output: ScoresPage.self
        ) { _, query, _ in
            let query = try query.validated()
            let items = try await ScoreStore.list(minimum: query.minimum, after: query.cursor, limit: query.limit, in: database)
            return .ok(ScoresPage(items: items, nextCursor: items.count == query.limit ? items.last.map { ScoreCursor($0).text } : nil))
        }
        router.on(
            .get, "/v1/scores/{customerId}", operation: "showScore", summary: "One customer's score with its reasons",
            access: Self.access, output: ChurnScore.self,
            errors: [ProblemSpec(404, "score-unknown", "This customer has no score yet")]
        ) { request, _, _ in
            guard let score = try await ScoreStore.find(try request.pathID("customerId"), in: database) else {
                throw ScoringError.scoreUnknown
            }
            return .ok(score, etag: String(score.version))
        }
    }
}

struct ScoresQuery: Codable, Sendable {
    /// 1 to 200; 50 unless told.
    let limit: Int?
    /// Least probability, 0 to 1.
    let minimum: Double?
    let cursor: String?

    func validated() throws(ValidationError) -> (limit: Int, minimum: Double, cursor: ScoreCursor?) {
        var violations: [FieldViolation] = []
        let limit = limit ?? 50, minimum = minimum ?? 0
        if !(1...200).contains(limit) { violations.append(FieldViolation("limit", "must be from 1 to 200")) }
        if !(0...1).contains(minimum) { violations.append(FieldViolation("minimum", "must be from 0 to 1")) }
        let place = cursor.flatMap(ScoreCursor.init)
        if cursor != nil, place == nil { violations.append(FieldViolation("cursor", "must be a cursor of an earlier answer")) }
        guard violations.isEmpty else { throw ValidationError(violations) }
        return (limit, minimum, place)
    }
}

struct ScoresPage: Codable, Sendable {
    let items: [ChurnScore]
    let nextCursor: String?
}
