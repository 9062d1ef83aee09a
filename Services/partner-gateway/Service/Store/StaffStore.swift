import Contracts
import Foundation
import PostgreSQL

/// Staff accounts, and the failures that slow guessing down.
enum StaffStore {
    struct Account: Sendable {
        let id: UUID
        let name: String
        let role: StaffRole
        let passwordHash: String
    }

    static func find(email: String, in database: PostgresClient) async throws -> Account? {
        try await database.query("SELECT id, name, role, password_hash FROM staff WHERE email = \(email)").first.flatMap { row in
            guard let role = StaffRole(rawValue: try row.get("role")) else { return nil }
            return Account(id: try row.get("id"), name: try row.get("name"), role: role, passwordHash: try row.get("password_hash"))
        }
    }

    static func passwordHash(email: String, in database: PostgresClient) async throws -> String? {
        try await database.query("SELECT password_hash FROM staff WHERE email = \(email)").first?.get("password_hash")
    }

    static func upsert(_ account: Account, email: String, in database: PostgresClient) async throws {
        try await database.execute("""
            INSERT INTO staff (id, email, name, role, password_hash)
            VALUES (\(account.id), \(email), \(account.name), \(account.role.rawValue), \(account.passwordHash))
            ON CONFLICT (email) DO UPDATE SET name = excluded.name, role = excluded.role, password_hash = excluded.password_hash
            """)
    }

    static func failures(of account: String, since start: Date, in database: PostgresClient) async throws -> Int {
        try await database.query("SELECT count(*) AS n FROM sign_in_failures WHERE account = \(account) AND at > \(start)")
            .first?.get("n") ?? 0
    }

    static func addFailure(of account: String, at now: Date, in database: PostgresClient) async throws {
        try await database.execute("INSERT INTO sign_in_failures (account, at) VALUES (\(account), \(now))")
        try await database.execute("DELETE FROM sign_in_failures WHERE at < \(now - 86_400)")
    }

    static func clearFailures(of account: String, in database: PostgresClient) async throws {
        try await database.execute("DELETE FROM sign_in_failures WHERE account = \(account)")
    }
}
