import Contracts
import Foundation
import PostgreSQL

/// Staff accounts, and the failures that slow guessing down.
enum StaffStore {
    struct Account: Sendable {
        let id: UUID
        let name: String
        let role: Role
        let passwordHash: String
    }

    static func find(email: String, in database: PostgresClient) async throws -> Account? {
        try await database.query("SELECT id, name, role, password_hash FROM staff WHERE email = \(email)").first.flatMap { row in
            guard let role = Role(rawValue: try row.get("role")) else { return nil }
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

    /// Removes every account but these. Tokens given to whom it removes run out by themselves.
    static func removeOthers(than emails: [String], in database: PostgresClient) async throws {
        try await database.execute("DELETE FROM staff WHERE email <> ALL(\(emails)::text[])")
    }

    /// Sign-ins from one address since `start` that failed, or are still being looked at.
    static func failures(
        of account: String, from address: String, since start: Date, in database: PostgresClient
    ) async throws -> (ofAccount: Int, ofAll: Int) {
        let row = try await database.query("""
            SELECT count(*) FILTER (WHERE account = \(account)) AS one, count(*) AS total FROM sign_in_failures
            WHERE address = \(address) AND at > \(start)
            """).first
        return (try row?.get("one") ?? 0, try row?.get("total") ?? 0)
    }

    /// Attempts since `start`: at one account from anywhere, and from one address at anything.
    static func attempts(
        at account: String, from address: String, since start: Date, in database: PostgresClient
    ) async throws -> (ofSubject: Int, ofAddress: Int) {
        let row = try await database.query("""
            SELECT (SELECT count(*) FROM sign_in_failures WHERE account = \(account) AND at > \(start)) AS of_account,
                   (SELECT count(*) FROM sign_in_failures WHERE address = \(address) AND at > \(start)) AS of_address
            """).first
        return (try row?.get("of_account") ?? 0, try row?.get("of_address") ?? 0)
    }

    /// - Returns: what names this failure, to take it back.
    static func addFailure(of account: String, from address: String, at now: Date, in database: PostgresClient) async throws -> Int64 {
        try await database.pipeline(["DELETE FROM sign_in_failures WHERE at < \(now - 86_400)", """
            INSERT INTO sign_in_failures (account, address, at) VALUES (\(account), \(address), \(now)) RETURNING id
            """]).last?.first?.get("id") ?? 0
    }

    static func removeFailure(_ id: Int64, in database: PostgresClient) async throws {
        try await database.execute("DELETE FROM sign_in_failures WHERE id = \(id)")
    }

    static func clearFailures(of account: String, from address: String, in database: PostgresClient) async throws {
        try await database.execute("DELETE FROM sign_in_failures WHERE account = \(account) AND address = \(address)")
    }
}
