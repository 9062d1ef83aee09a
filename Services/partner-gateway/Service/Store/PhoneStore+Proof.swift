import Contracts
import Foundation
import PostgreSQL

/// How a number is proved, and whose it is then.
extension PhoneStore {
    /// Counts a try before the code is looked at; nil where the code is over: too old, used, or tried too often.
    static func countTry(
        _ id: UUID, of person: UUID, at now: Date, in database: PostgresClient
    ) async throws -> (code: UUID, hash: [UInt8], number: String)? {
        try await database.query("""
            UPDATE phones SET code_tries = code_tries + 1
            WHERE id = \(id) AND person_id = \(person) AND verified_at IS NULL AND code_expires_at > \(now)
                AND code_tries < \(OneTimeCode.maximumTries)
            RETURNING code_id, code_hash, number
            """).first.map { (try $0.get("code_id"), Array(try $0.get("code_hash", as: Data.self)), try $0.get("number")) }
    }

    /// Takes the number from the account that has held it, if there is another. Whoever proves the number at the same time waits.
    /// - Returns: the account that has lost it.
    static func release(_ number: String, to person: UUID, in transaction: PostgresTransaction) async throws -> (person: UUID, phone: UUID)? {
        try await transaction.execute("SELECT pg_advisory_xact_lock(hashtextextended(\("number " + number), 0))")
        return try await transaction.query("""
            DELETE FROM phones WHERE number = \(number) AND verified_at IS NOT NULL AND person_id <> \(person) RETURNING person_id, id
            """).first.map { (try $0.get("person_id"), try $0.get("id")) }
    }

    /// - Returns: false where another code was sent meanwhile, or somebody else was quicker.
    static func verify(_ id: UUID, by code: UUID, at now: Date, in transaction: PostgresTransaction) async throws -> Bool {
        try await transaction.execute("""
            UPDATE phones SET verified_at = \(now), code_id = NULL, code_hash = NULL, code_expires_at = NULL
            WHERE id = \(id) AND code_id = \(code) AND verified_at IS NULL
            """) == 1
    }

    /// Whose a proved number is.
    static func holder(of number: String, in transaction: PostgresTransaction) async throws -> (person: UUID, phone: UUID)? {
        try await transaction.query("SELECT person_id, id FROM phones WHERE number = \(number) AND verified_at IS NOT NULL").first
            .map { (try $0.get("person_id"), try $0.get("id")) }
    }

    /// The account that still has the number.
    static func holder(_ phone: UUID, in transaction: PostgresTransaction) async throws -> UUID? {
        try await transaction.query("SELECT person_id FROM phones WHERE id = \(phone) AND verified_at IS NOT NULL").first?.get("person_id")
    }
}
