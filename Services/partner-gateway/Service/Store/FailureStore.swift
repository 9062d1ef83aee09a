import Foundation
import PostgreSQL

/// Attempts that failed, or are still being looked at: they slow guessing down. Of accounts, clients and addresses only their likeness is
/// kept.
enum FailureStore {
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
