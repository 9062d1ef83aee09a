import Contracts
import Foundation
import PostgreSQL

/// Registered passkeys.
enum PasskeyStore {
    struct Record: Sendable {
        let credentialID: [UInt8]
        let person: Person
        let publicKey: [UInt8]
        let algorithm: Int
        let signCount: Int64
        let backupEligible: Bool
        let backedUp: Bool
        let transports: [String]
        let name: String
        let createdAt: Date
        var lastUsedAt: Date?
    }

    /// Nobody else adds a passkey for the person until the transaction ends.
    static func lock(_ person: Person, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("SELECT pg_advisory_xact_lock(hashtextextended(\("passkeys " + person.id.text), 0))")
    }

    /// - Returns: false where the credential is registered already, whoever it is of.
    static func insert(_ record: Record, in transaction: PostgresTransaction) async throws -> Bool {
        try await transaction.execute("""
            INSERT INTO passkeys (credential_id, person_id, person_kind, public_key, algorithm, sign_count, user_verified, backup_eligible,
                                  backed_up, transports, name, created_at)
            VALUES (\(record.credentialID), \(record.person.id), \(record.person.kind), \(record.publicKey), \(record.algorithm),
                    \(record.signCount), true, \(record.backupEligible), \(record.backedUp), \(record.transports), \(record.name),
                    \(record.createdAt))
            ON CONFLICT (credential_id) DO NOTHING
            """) == 1
    }

    /// - Returns: whether there was any.
    static func removeAll(of person: Person, in transaction: PostgresTransaction) async throws -> Bool {
        try await transaction.execute("DELETE FROM passkeys WHERE person_id = \(person.id) AND person_kind = \(person.kind)") > 0
    }

    static func count(of person: Person, in database: some Querying) async throws -> Int {
        try await database.query("""
            SELECT count(*) AS total FROM passkeys WHERE person_id = \(person.id) AND person_kind = \(person.kind)
            """).first?.get("total") ?? 0
    }

    /// The oldest first.
    static func list(of person: Person, in database: PostgresClient) async throws -> [Record] {
        try await database.query("""
            SELECT credential_id, person_id, person_kind, public_key, algorithm, sign_count, backup_eligible, backed_up, transports, name,
                   created_at, last_used_at
            FROM passkeys WHERE person_id = \(person.id) AND person_kind = \(person.kind) ORDER BY created_at, credential_id
            """).map(record)
    }

    /// The passkey of that credential; nil also for staff who have no account any more.
    static func find(_ credentialID: [UInt8], in database: PostgresClient) async throws -> Record? {
        try await database.query("""
            SELECT credential_id, person_id, person_kind, public_key, algorithm, sign_count, backup_eligible, backed_up, transports, name,
                   created_at, last_used_at
            FROM passkeys p WHERE credential_id = \(credentialID)
                AND (person_kind <> 'staff' OR EXISTS (SELECT 1 FROM staff s WHERE s.id = p.person_id))
            """).first.map(record)
    }

    /// Remembers a use.
    /// - Returns: false where the counter moved since `record` was read, or the passkey is gone: two who signed in at once with one counter.
    static func use(_ record: Record, signCount: Int64, backedUp: Bool, at now: Date, in database: PostgresClient) async throws -> Bool {
        try await database.execute("""
            UPDATE passkeys SET sign_count = \(signCount), backed_up = \(backedUp), user_verified = true, last_used_at = \(now)
            WHERE credential_id = \(record.credentialID) AND sign_count = \(record.signCount)
            """) == 1
    }

    /// - Returns: its name; nil where the person has no such passkey.
    static func remove(_ credentialID: [UInt8], of person: Person, in transaction: PostgresTransaction) async throws -> String? {
        try await transaction.query("""
            DELETE FROM passkeys
            WHERE credential_id = \(credentialID) AND person_id = \(person.id) AND person_kind = \(person.kind) RETURNING name
            """).first?.get("name")
    }

    private static func record(_ row: PostgresRow) throws -> Record {
        Record(
            credentialID: try row.get("credential_id"), person: Person(id: try row.get("person_id"), kind: try row.get("person_kind")),
            publicKey: try row.get("public_key"), algorithm: try row.get("algorithm"), signCount: try row.get("sign_count"),
            backupEligible: try row.get("backup_eligible"), backedUp: try row.get("backed_up"), transports: try row.get("transports"),
            name: try row.get("name"), createdAt: try row.get("created_at"), lastUsedAt: try row.getIfPresent("last_used_at")
        )
    }
}
