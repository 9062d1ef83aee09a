import Contracts
import Foundation
import PostgreSQL

/// Staff accounts that the identity provider's word makes: each belongs to what the provider calls the person, and counts for a while.
enum ProviderStaffStore {
    /// Who it is to the provider (OpenID Connect Core, section 2).
    struct Subject: Sendable, Hashable {
        let issuer: String
        let subject: String
    }

    struct Account: Sendable {
        let id: UUID
        let email: String
        let name: String
        let role: Role
        let confirmedUntil: Date
    }

    /// The account as it was before; it stays as it is until the transaction ends.
    static func find(_ subject: Subject, in transaction: PostgresTransaction) async throws -> (id: UUID, role: Role?)? {
        try await transaction.query("""
            SELECT id, role FROM staff WHERE issuer = \(subject.issuer) AND subject = \(subject.subject) FOR UPDATE
            """).first.map { (try $0.get("id"), Role(rawValue: try $0.get("role"))) }
    }

    /// Makes the account, or makes it what the provider says now. An address that has become another person's goes along with them; who had
    /// it loses account and passkeys.
    /// - Returns: its identifier: of two who make it at once, both get the same. Nil where the address has just become the file's.
    static func confirm(_ account: Account, of subject: Subject, in transaction: PostgresTransaction) async throws -> UUID? {
        try await transaction.execute("""
            DELETE FROM staff WHERE email = \(account.email) AND issuer IS NOT NULL
                AND (issuer <> \(subject.issuer) OR subject <> \(subject.subject))
            """)
        try await transaction.execute("""
            INSERT INTO staff (id, email, name, role, password_hash, issuer, subject, confirmed_until)
            VALUES (\(account.id), \(account.email), \(account.name), \(account.role.rawValue), 'none', \(subject.issuer), \(subject.subject),
                    \(account.confirmedUntil))
            ON CONFLICT DO NOTHING
            """)
        return try await transaction.query("""
            UPDATE staff SET email = \(account.email), name = \(account.name), role = \(account.role.rawValue),
                confirmed_until = \(account.confirmedUntil)
            WHERE issuer = \(subject.issuer) AND subject = \(subject.subject) RETURNING id
            """).first?.get("id")
    }

    /// - Returns: whose account it was; nil where there was none.
    static func remove(_ subject: Subject, in transaction: PostgresTransaction) async throws -> UUID? {
        try await transaction.query("""
            DELETE FROM staff WHERE issuer = \(subject.issuer) AND subject = \(subject.subject) RETURNING id
            """).first?.get("id")
    }

    /// Forgets accounts half a year after the provider's word ended.
    static func forget(limit: Int, at now: Date, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("""
            DELETE FROM staff WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM staff WHERE confirmed_until < \(now - 180 * 86_400) LIMIT \(limit)))
            """)
    }
}
