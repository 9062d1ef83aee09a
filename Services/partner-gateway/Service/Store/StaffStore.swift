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
    }

    static func find(email: String, in database: some Querying) async throws -> Account? {
        try await database.query("""
            SELECT id, name, role, password_hash FROM staff WHERE email = \(email) AND issuer IS NULL
            """).first.flatMap { row in
            guard let role = Role(rawValue: try row.get("role")) else { return nil }
            return Account(id: try row.get("id"), name: try row.get("name"), role: role, passwordHash: try row.get("password_hash"))
        }
    }

    static func passwordHash(email: String, in database: PostgresClient) async throws -> String? {
        try await database.query("SELECT password_hash FROM staff WHERE email = \(email)").first?.get("password_hash")
    }

    /// An account that an identity provider made becomes the file's, and keeps its identifier.
    /// - Returns: the account's identifier.
    @discardableResult static func upsert(_ account: Account, email: String, in database: PostgresClient) async throws -> UUID {
        try await database.query("""
            INSERT INTO staff (id, email, name, role, password_hash)
            VALUES (\(account.id), \(email), \(account.name), \(account.role.rawValue), \(account.passwordHash))
            ON CONFLICT (email) DO UPDATE SET name = excluded.name, role = excluded.role, password_hash = excluded.password_hash,
                issuer = NULL, subject = NULL, confirmed_until = NULL
            RETURNING id
            """).first?.get("id") ?? account.id
    }

    /// Removes every account but these, and those that an identity provider made. The table takes its passkeys along; tokens given to whom
    /// it removes run out by themselves.
    static func removeOthers(than emails: [String], in database: PostgresClient) async throws {
        try await database.execute("DELETE FROM staff WHERE email <> ALL(\(emails)::text[]) AND issuer IS NULL")
    }
}
