import Contracts
import Foundation
import PostgreSQL

/// What customers have said last to being written to.
enum ConsentStore {
    /// Notes what is said now.
    /// - Returns: the version it has.
    static func note(
        _ wish: RecordConsent.Wish, of customer: UUID, by editor: String, at now: Date, in transaction: PostgresTransaction
    ) async throws -> Int64 {
        try await transaction.query("""
            INSERT INTO consents AS known (customer_id, purpose, channel, version, is_given, source, wording_version, said_at, noted_by)
            VALUES (\(customer), \(wish.purpose.rawValue), \(wish.channel), 1, \(wish.isGiven), \(wish.source),
                    \(wish.wordingVersion), \(now), \(editor))
            ON CONFLICT (customer_id, purpose, channel) DO UPDATE SET version = known.version + 1, is_given = excluded.is_given,
                source = excluded.source, wording_version = excluded.wording_version, said_at = excluded.said_at, noted_by = excluded.noted_by
            RETURNING version
            """).first?.get("version") ?? 1
    }

    /// Every id that other services may know a customer by: its own, those it had, and the one its address gives.
    static func ids(of customer: CustomerState, in transaction: PostgresTransaction) async throws -> Set<UUID> {
        Set(try await ProfileStore.aliases(of: customer.id, in: transaction) + [customer.id, NaturalIdentity.customer(email: customer.email)])
    }
}
