import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// Addresses that nothing is sent to. Of an address only a hash is kept.
enum SuppressionStore {
    /// Notes that an address takes nothing any more.
    /// - Parameter source: who says so, as `dsn`, `sms_callback` or `front_desk`.
    static func add(
        _ address: String, _ channel: MessageChannel, _ reason: SuppressionReason, source: String, at now: Date, in transaction: PostgresTransaction
    ) async throws {
        try await transaction.execute("""
            INSERT INTO suppressions (address_hash, channel, reason, source, since)
            VALUES (\(hash(address, channel)), \(channel.rawValue), \(reason.rawValue), \(source), \(now))
            ON CONFLICT (address_hash, channel, reason)
            DO UPDATE SET source = EXCLUDED.source, since = EXCLUDED.since, lifted_at = NULL WHERE suppressions.lifted_at IS NOT NULL
            """)
    }

    /// Takes it back, as by the word START.
    /// - Returns: whether there was anything to take back.
    static func lift(
        _ address: String, _ channel: MessageChannel, _ reason: SuppressionReason, at now: Date, in transaction: PostgresTransaction
    ) async throws -> Bool {
        try await transaction.execute("""
            UPDATE suppressions SET lifted_at = \(now)
            WHERE address_hash = \(hash(address, channel)) AND channel = \(channel.rawValue) AND reason = \(reason.rawValue) AND lifted_at IS NULL
            """) > 0
    }

    /// Why an address takes nothing on a channel, the oldest reason; nil where it does.
    static func reason(
        _ address: String, _ channel: MessageChannel, in connection: some Querying
    ) async throws -> SuppressionReason? {
        try await connection.query("""
            SELECT reason FROM suppressions
            WHERE address_hash = \(hash(address, channel)) AND channel = \(channel.rawValue) AND lifted_at IS NULL ORDER BY since, reason LIMIT 1
            """).first?.get("reason", as: SuppressionReason.self)
    }

    /// An address in the form in which two are the same: mail in lower case; of a number its digits and plus sign.
    private static func hash(_ address: String, _ channel: MessageChannel) -> String {
        let plain = switch channel {
        case .email: NaturalIdentity.normalized(email: address)
        case .sms: address.filter { $0.isASCII && ($0.isNumber || $0 == "+") }
        }
        return SHA256.digest("\(channel.rawValue) \(plain)").map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
