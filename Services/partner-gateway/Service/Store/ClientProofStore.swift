import Foundation
import PostgreSQL

/// Assertions that were used, and attempts that failed, of clients at the token endpoint.
enum ClientProofStore {
    /// Marks an assertion as used, and forgets those that no longer count anyway.
    /// - Returns: false where it was used before.
    static func use(jti: String, of client: String, until expiry: Date, at now: Date, in database: PostgresClient) async throws -> Bool {
        try await database.pipeline(["DELETE FROM client_assertions WHERE expires_at < \(now)", """
            INSERT INTO client_assertions (client_id, jti, expires_at) VALUES (\(client), \(jti), \(expiry)) ON CONFLICT DO NOTHING
            RETURNING 1 AS one
            """]).last?.isEmpty == false
    }

    /// Failures from one address since `start`: of this client, and of all.
    static func failures(
        of client: String, from address: String, since start: Date, in database: PostgresClient
    ) async throws -> (ofClient: Int, ofAll: Int) {
        let row = try await database.query("""
            SELECT count(*) FILTER (WHERE client = \(client)) AS one, count(*) AS total FROM client_failures
            WHERE address = \(address) AND at > \(start)
            """).first
        return (try row?.get("one") ?? 0, try row?.get("total") ?? 0)
    }

    static func addFailure(of client: String, from address: String, at now: Date, in database: PostgresClient) async throws {
        _ = try await database.pipeline(["DELETE FROM client_failures WHERE at < \(now - 86_400)", """
            INSERT INTO client_failures (client, address, at) VALUES (\(client), \(address), \(now))
            """])
    }
}
