import Contracts
import Foundation
import GradientBoosting
import PostgreSQL

/// The register of models.
enum ModelStore {
    static func insert(
        _ model: ChurnModel, name: String, figures: [String: Double], at now: Date, in transaction: PostgresTransaction
    ) async throws {
        try await transaction.execute("""
            INSERT INTO models (id, version, name, status, trained_at, horizon_days, features, calibration, figures, trees)
            VALUES (\(model.id), 1, \(name), 'registered', \(now), \(model.horizonDays), \(Feature.names), \(json: model.calibration),
                    \(json: figures), \(Data(try model.trees.serialized())))
            """)
    }

    /// Makes a model the current one, and the one before it retired.
    /// - Returns: the model as it now stands; nil where it is unknown.
    static func promote(_ id: UUID, in transaction: PostgresTransaction) async throws -> ModelView? {
        try await transaction.execute("SELECT pg_advisory_xact_lock(hashtext('churn model'))")
        guard let model = try await find(id, in: transaction) else { return nil }
        guard model.features == Feature.names else { throw ScoringError.modelUnusable }
        guard model.status != "current" else { return model }
        try await transaction.execute("UPDATE models SET status = 'retired', version = version + 1 WHERE status = 'current'")
        return try await transaction.query("""
            UPDATE models SET status = 'current', version = version + 1 WHERE id = \(id) RETURNING \(unescaped: columns)
            """).first.map(view)
    }

    static func find(_ id: UUID, in transaction: PostgresTransaction) async throws -> ModelView? {
        try await transaction.query("SELECT \(unescaped: columns) FROM models WHERE id = \(id)").first.map(view)
    }

    /// The latest first.
    static func list(limit: Int, in database: PostgresClient) async throws -> [ModelView] {
        try await database.query("SELECT \(unescaped: columns) FROM models ORDER BY trained_at DESC LIMIT \(limit)").map(view)
    }

    static func currentID(in transaction: PostgresTransaction) async throws -> UUID? {
        try await transaction.query("SELECT id FROM models WHERE status = 'current'").first?.get("id")
    }

    /// A model ready to score; nil where it is gone, or was trained on other features than this version makes.
    static func load(_ id: UUID, in transaction: PostgresTransaction) async throws -> ChurnModel? {
        let rows = try await transaction.query("""
            SELECT horizon_days, calibration, trees FROM models WHERE id = \(id) AND features = \(Feature.names)::text[]
            """)
        return try rows.first.map { row in
            ChurnModel(
                id: id, horizonDays: try row.get("horizon_days"),
                trees: try BoostedTrees(serialized: Array(try row.get("trees", as: Data.self))), calibration: try row.json("calibration")
            )
        }
    }

    private static let columns = "id, version, name, status, trained_at, horizon_days, features, figures"

    private static func view(_ row: PostgresRow) throws -> ModelView {
        ModelView(
            id: try row.get("id"), version: try row.get("version"), name: try row.get("name"), status: try row.get("status"),
            trainedAt: try row.get("trained_at"), horizonDays: try row.get("horizon_days"), features: try row.get("features"),
            figures: try row.json("figures")
        )
    }
}

/// A model of the register, without its trees.
struct ModelView: Codable, Sendable {
    let id: UUID
    let version: Int64
    let name: String
    /// registered, current or retired.
    let status: String
    let trainedAt: Date
    let horizonDays: Int
    let features: [String]
    /// On customers and a period that neither training nor calibration saw.
    let figures: [String: Double]
}
