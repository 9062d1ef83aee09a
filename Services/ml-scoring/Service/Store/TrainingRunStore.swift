import Contracts
import Foundation
import PostgreSQL

/// Trainings asked for, under way and done.
enum TrainingRunStore {
    struct Lease: Sendable {
        let id: UUID
        let traceparent: String?
    }

    /// Asks for a training; where one waits or runs already, that is the one.
    static func request(_ id: UUID, traceparent: String?, at now: Date, in transaction: PostgresTransaction) async throws -> TrainingRunView {
        try await transaction.execute("SELECT pg_advisory_xact_lock(hashtext('churn training'))")
        let open = try await transaction.query("""
            SELECT \(unescaped: columns) FROM training_runs WHERE status IN ('pending', 'running')
            """).first.map(view)
        if let open { return open }
        try await transaction.execute("""
            INSERT INTO training_runs (id, status, requested_at, traceparent) VALUES (\(id), 'pending', \(now), \(traceparent))
            """)
        return TrainingRunView(id: id, status: "pending", requestedAt: now, finishedAt: nil, modelId: nil, detail: nil)
    }

    /// Takes the open training in hand; one whose trainer has died is taken over when its lease is over.
    static func lease(at now: Date, for seconds: TimeInterval, in database: PostgresClient) async throws -> Lease? {
        try await database.query("""
            UPDATE training_runs SET status = 'running', leased_until = \(now + seconds)
            WHERE id = (SELECT id FROM training_runs WHERE status = 'pending' OR (status = 'running' AND leased_until <= \(now))
                        LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, traceparent
            """).first.map { Lease(id: try $0.get("id"), traceparent: try $0.getIfPresent("traceparent")) }
    }

    /// - Returns: false where somebody else has finished it meanwhile.
    static func succeed(_ id: UUID, model: UUID, detail: String, at now: Date, in transaction: PostgresTransaction) async throws -> Bool {
        try await transaction.execute("""
            UPDATE training_runs SET status = 'succeeded', model_id = \(model), detail = \(detail), finished_at = \(now)
            WHERE id = \(id) AND status = 'running'
            """) == 1
    }

    static func fail(_ id: UUID, detail: String, at now: Date, in database: PostgresClient) async throws {
        try await database.execute("""
            UPDATE training_runs SET status = 'failed', detail = \(detail), finished_at = \(now) WHERE id = \(id) AND status = 'running'
            """)
    }

    /// The latest, or nil before the first.
    static func latest(in database: PostgresClient) async throws -> TrainingRunView? {
        try await database.query("""
            SELECT \(unescaped: columns) FROM training_runs ORDER BY requested_at DESC LIMIT 1
            """).first.map(view)
    }

    /// Whether one was asked for at or after the moment.
    static func wasRequested(since moment: Date, in transaction: PostgresTransaction) async throws -> Bool {
        try await !transaction.query("SELECT 1 AS one FROM training_runs WHERE requested_at >= \(moment) LIMIT 1").isEmpty
    }

    private static let columns = "id, status, requested_at, finished_at, model_id, detail"

    private static func view(_ row: PostgresRow) throws -> TrainingRunView {
        TrainingRunView(
            id: try row.get("id"), status: try row.get("status"), requestedAt: try row.get("requested_at"),
            finishedAt: try row.getIfPresent("finished_at"), modelId: try row.getIfPresent("model_id"),
            detail: try row.getIfPresent("detail")
        )
    }
}

/// One training: pending, running, succeeded or failed, and why.
struct TrainingRunView: Codable, Sendable {
    let id: UUID
    let status: String
    let requestedAt: Date
    let finishedAt: Date?
    let modelId: UUID?
    let detail: String?
}
