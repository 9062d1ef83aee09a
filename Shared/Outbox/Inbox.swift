import Contracts
import Foundation
import PostgreSQL

/// Records which events have been handled, so that a redelivery has no second effect.
enum Inbox {
    /// Claims the events for this transaction and returns those nobody has handled yet. Another transaction that holds one of them
    /// makes this wait until it commits or rolls back. Ids are claimed in order, so that two batches cannot deadlock.
    static func claim(_ ids: [UUID], in transaction: PostgresTransaction) async throws -> Set<UUID> {
        let rows = try await transaction.query("""
            INSERT INTO inbox (event_id) SELECT id FROM unnest(\(ids)::uuid[]) AS t (id) ORDER BY id
            ON CONFLICT DO NOTHING RETURNING event_id
            """)
        return Set(try rows.map { try $0.get("event_id", as: UUID.self) })
    }
}
