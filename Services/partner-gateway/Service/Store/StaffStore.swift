import Contracts
import Foundation
import PostgreSQL

/// Staff accounts of the operator's file; those that an identity provider makes are ``ProviderStaffStore``'s.
enum StaffStore {
    struct Account: Sendable {
        let id: UUID
        let name: String
        let role: Role
        let passwordHash: String
        /// Since when it has this password.
        let passwordSince: Date
        /// Whether its person has made a passkey since.
        var isPasswordSpent = false
    }

    /// What is known of an account's password, whoever made the account.
    struct KnownPassword: Sendable {
        let hash: String
        let since: Date
        let isSpent: Bool
        /// Whether it is of the file; a provider's account has none.
        let isOfFile: Bool
    }

    static func find(email: String, in database: some Querying) async throws -> Account? {
        try await database.query("""
            SELECT id, name, role, password_hash, password_since, password_spent FROM staff WHERE email = \(email) AND issuer IS NULL
            """).first.flatMap { row in
            guard let role = Role(rawValue: try row.get("role")) else { return nil }
            return Account(
                id: try row.get("id"), name: try row.get("name"), role: role, passwordHash: try row.get("password_hash"),
                passwordSince: try row.get("password_since"), isPasswordSpent: try row.get("password_spent")
            )
        }
    }

    static func password(email: String, in database: PostgresClient) async throws -> KnownPassword? {
        try await database.query("""
            SELECT password_hash, password_since, password_spent, issuer IS NULL AS of_file FROM staff WHERE email = \(email)
            """).first.map {
            KnownPassword(
                hash: try $0.get("password_hash"), since: try $0.get("password_since"), isSpent: try $0.get("password_spent"),
                isOfFile: try $0.get("of_file")
            )
        }
    }

    /// An account that an identity provider made becomes the file's, and keeps its identifier.
    /// - Returns: the account's identifier.
    @discardableResult static func upsert(_ account: Account, email: String, in database: some Querying) async throws -> UUID {
        try await database.query("""
            INSERT INTO staff (id, email, name, role, password_hash, password_since, password_spent)
            VALUES (\(account.id), \(email), \(account.name), \(account.role.rawValue), \(account.passwordHash), \(account.passwordSince),
                    \(account.isPasswordSpent))
            ON CONFLICT (email) DO UPDATE SET name = excluded.name, role = excluded.role, password_hash = excluded.password_hash,
                password_since = excluded.password_since, password_spent = excluded.password_spent,
                issuer = NULL, subject = NULL, confirmed_until = NULL
            RETURNING id
            """).first?.get("id") ?? account.id
    }

    /// Notes that the account's person has a passkey: a first password counts no more, whatever becomes of it.
    static func spendPassword(of id: UUID, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("UPDATE staff SET password_spent = true WHERE id = \(id)")
    }

    /// Removes every account but these, and those that an identity provider made. The table takes its passkeys along; tokens given to whom
    /// it removes run out by themselves.
    static func removeOthers(than emails: [String], in database: PostgresClient) async throws {
        try await database.execute("DELETE FROM staff WHERE email <> ALL(\(emails)::text[]) AND issuer IS NULL")
    }
}
