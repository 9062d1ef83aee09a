import Contracts
import Foundation
import PostgreSQL

/// The scores given last.
enum ScoreStore {
    struct NewScore: Sendable {
        let customer: UUID
        let judgement: ChurnModel.Judgement
    }

    /// Writes scores; a customer's version grows by one each time.
    static func write(
        _ scores: [NewScore], model: ChurnModel, at now: Date, in transaction: PostgresTransaction
    ) async throws -> [ChurnScore] {
        try await transaction.query("""
            INSERT INTO scores AS known (customer_id, version, model_id, probability, horizon_days, reasons, scored_at)
            SELECT s.id, 1, \(model.id)::uuid, s.probability, \(model.horizonDays)::int, s.reasons::jsonb, \(now)::timestamptz
            FROM unnest(\(scores.map(\.customer))::uuid[], \(scores.map(\.judgement.probability))::float8[],
                        \(jsonEach: scores.map(\.judgement.reasons))::text[]) AS s (id, probability, reasons) ORDER BY s.id
            ON CONFLICT (customer_id) DO UPDATE SET version = known.version + 1, model_id = excluded.model_id,
                probability = excluded.probability, horizon_days = excluded.horizon_days, reasons = excluded.reasons,
                scored_at = excluded.scored_at
            RETURNING \(unescaped: columns)
            """).map(score)
    }

    static func find(_ customer: UUID, in database: PostgresClient) async throws -> ChurnScore? {
        try await database.query("SELECT \(unescaped: columns) FROM scores WHERE customer_id = \(customer)").first.map(score)
    }

    /// The likeliest to stay away first.
    static func list(
        minimum: Double, after cursor: ScoreCursor?, limit: Int, in database: PostgresClient
    ) async throws -> [ChurnScore] {
        try await database.query("""
            SELECT \(unescaped: columns) FROM scores
            WHERE probability >= \(minimum) AND (\(cursor?.customer)::uuid IS NULL
                OR (probability, customer_id) < (\(cursor?.probability)::float8, \(cursor?.customer)::uuid))
            ORDER BY probability DESC, customer_id DESC LIMIT \(limit)
            """).map(score)
    }

    private static let columns = "customer_id, version, model_id, probability, horizon_days, reasons, scored_at"

    private static func score(_ row: PostgresRow) throws -> ChurnScore {
        ChurnScore(
            customerId: try row.get("customer_id"), version: try row.get("version"), modelId: try row.get("model_id"),
            probability: try row.get("probability"), horizonDays: try row.get("horizon_days"), reasons: try row.json("reasons"),
            scoredAt: try row.get("scored_at")
        )
    }
}

/// Where a page of scores ended, as `0.83:<customer>`.
struct ScoreCursor: Sendable, Equatable {
    let probability: Double
    let customer: UUID

    init(_ score: ChurnScore) {
        probability = score.probability
        customer = score.customerId
    }

    init?(_ text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let probability = Double(parts[0]), probability.isFinite, let customer = UUID(uuidString: String(parts[1]))
        else { return nil }
        self.probability = probability
        self.customer = customer
    }

    var text: String { "\(probability):\(customer.text)" }
}
