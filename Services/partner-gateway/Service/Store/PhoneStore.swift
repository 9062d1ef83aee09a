import Contracts
import Foundation
import PostgreSQL

/// Mobile numbers of customers' accounts.
enum PhoneStore {
    struct Record: Sendable {
        let id: UUID
        let number: String
        let createdAt: Date
        let verifiedAt: Date?
        /// Until when the code that was sent last counts; nil once the number is proved.
        let codeExpiresAt: Date?
    }

    /// Nobody else adds a number to the account until the transaction ends.
    static func lock(_ person: UUID, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("SELECT pg_advisory_xact_lock(hashtextextended(\("phones " + person.text), 0))")
    }

    /// The account's numbers, the oldest first; those that were never proved only while their code counts.
    static func list(of person: UUID, at now: Date, in database: some Querying) async throws -> [Record] {
        try await database.query("""
            SELECT id, number, created_at, verified_at, code_expires_at FROM phones
            WHERE person_id = \(person) AND (verified_at IS NOT NULL OR code_expires_at > \(now)) ORDER BY created_at, id
            """).map(record)
    }

    /// Adds a number, or gives one that is not proved yet another code.
    /// - Returns: nil where there is no such account any more, or the number is proved.
    static func put(
        _ number: PhoneNumber, id: UUID, code: SealedCode, of person: UUID, at now: Date, in transaction: PostgresTransaction
    ) async throws -> Record? {
        try await transaction.query("""
            INSERT INTO phones (id, person_id, number, created_at, code_id, code_hash, code_expires_at)
            SELECT \(id), p.id, \(number.text), \(now), \(code.id), \(code.hash), \(code.expiresAt) FROM people p WHERE p.id = \(person)
            ON CONFLICT (person_id, number) DO UPDATE SET code_id = excluded.code_id, code_hash = excluded.code_hash, code_tries = 0,
                code_expires_at = excluded.code_expires_at
            WHERE phones.verified_at IS NULL
            RETURNING id, number, created_at, verified_at, code_expires_at
            """).first.map(record)
    }

    /// Forgets numbers of the account that nobody proved in time.
    static func dropUnproved(of person: UUID, at now: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            DELETE FROM phones WHERE person_id = \(person) AND verified_at IS NULL AND code_expires_at <= \(now)
            """)
    }

    /// - Returns: nil where the account has no such number.
    static func remove(
        _ id: UUID, of person: UUID, in transaction: PostgresTransaction
    ) async throws -> (number: String, wasProved: Bool)? {
        try await transaction.query("""
            DELETE FROM phones WHERE id = \(id) AND person_id = \(person) RETURNING number, verified_at IS NOT NULL AS was_proved
            """).first.map { (try $0.get("number"), try $0.get("was_proved")) }
    }

    private static func record(_ row: PostgresRow) throws -> Record {
        Record(
            id: try row.get("id"), number: try row.get("number"), createdAt: try row.get("created_at"),
            verifiedAt: try row.getIfPresent("verified_at"), codeExpiresAt: try row.getIfPresent("code_expires_at")
        )
    }
}
