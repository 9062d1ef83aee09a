import Concurrency
import Contracts
import Foundation
import Observability
import PostgreSQL

/// What an operator does when a broker has lost messages it had confirmed (a queue was deleted, a disk was lost): events of that time
/// are published again under their own ids. Every consumer's inbox swallows those it has handled, so too many do no harm.
public struct RepublishDesk: Sendable {
    /// How many events one call takes at most.
    public static let limit = 10_000
    /// All that is kept may have to be read.
    private static let timeout = Duration.seconds(25)

    private let database: PostgresClient
    private let wakeup: Wakeup
    private let logger: Logger

    public init(database: PostgresClient, outbox: Outbox, logger: Logger) {
        self.database = database
        self.logger = logger
        wakeup = outbox.wakeup
    }

    /// Puts events in line again that were published from `from` to just before `to`, the oldest first. Sent events are kept for two days;
    /// what was published longer ago is gone.
    /// - Parameter position: where the call before this one ended.
    /// - Returns: how many were put in line, and where to go on where there may be more.
    public func republish(
        from: Date, to: Date, after position: Int64?, by operatorName: String
    ) async throws -> (count: Int, next: Int64?) {
        // `held_until` at the beginning of time: due at once, and not timed by the relay as new events are.
        //
        // Sent is when the relay's transaction began; it may have published up to a minute later. Rows are found by their place, for no
        // index has the position of those that were sent.
        let rows = try await database.withTransaction(statementTimeout: Self.timeout) { transaction in
            try await transaction.query("""
                WITH wanted AS (
                    SELECT tableoid AS partition, ctid AS place FROM outbox
                    WHERE sent_at >= \(from)::timestamptz - interval '1 minute' AND sent_at < \(to)
                        AND created_at < \(to) AND position > \(position ?? 0)
                    ORDER BY position LIMIT \(Self.limit) FOR UPDATE)
                UPDATE outbox SET sent_at = NULL, held_until = '-infinity' FROM wanted
                WHERE outbox.ctid = wanted.place AND outbox.tableoid = wanted.partition
                RETURNING outbox.position
                """)
        }
        wakeup.signal()
        logger.info("Events are published again", [
            "by": .string(operatorName), "from": .string(Timestamp.text(from)), "to": .string(Timestamp.text(to)), "count": .int(rows.count),
        ])
        let last = try rows.map { try $0.get("position", as: Int64.self) }.max()
        return (rows.count, rows.count == Self.limit ? last : nil)
    }
}
