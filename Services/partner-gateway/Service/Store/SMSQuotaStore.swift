import Contracts
import Foundation
import PostgreSQL

/// How many codes went out by text message.
enum SMSQuotaStore {
    enum Verdict: Sendable {
        case admitted
        /// The account has had its share for now.
        case accountLimit
        /// The day's are used up.
        case dailyLimit
    }

    /// Of one account, in an hour.
    static let ofAccount = 6

    /// Counts one more, where both bounds allow it; a day is one of UTC. One at a time over all instances, until the transaction ends.
    static func admit(person: UUID, dailyLimit: Int, at now: Date, in transaction: PostgresTransaction) async throws -> Verdict {
        try await transaction.execute("SELECT pg_advisory_xact_lock(hashtextextended('sms', 0))")
        let row = try await transaction.query("""
            SELECT (SELECT count(*) FROM sms_sends WHERE person_id = \(person) AND at > \(now - 3600)) AS of_account,
                   (SELECT count(*) FROM sms_sends
                    WHERE at >= date_trunc('day', \(now)::timestamptz AT TIME ZONE 'UTC') AT TIME ZONE 'UTC') AS of_all
            """).first
        if try row?.get("of_all", as: Int.self) ?? 0 >= dailyLimit { return .dailyLimit }
        if try row?.get("of_account", as: Int.self) ?? 0 >= ofAccount { return .accountLimit }
        try await transaction.execute("INSERT INTO sms_sends (person_id, at) VALUES (\(person), \(now))")
        return .admitted
    }

    /// Forgets what no bound asks for any more.
    static func forget(limit: Int, at now: Date, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("""
            DELETE FROM sms_sends WHERE ctid = ANY(ARRAY(SELECT ctid FROM sms_sends WHERE at < \(now - 2 * 86_400) LIMIT \(limit)))
            """)
    }
}
