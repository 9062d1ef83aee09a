import Contracts
import Foundation
import PostgreSQL

/// Which devices a person has had.
extension SessionStore {
    /// Whether somebody who has signed in before had no session on that device; also those count that have ended, as long as they are kept,
    /// and that there were some is remembered longer. The key of a device decides, since it is proved; where there is none, what the device
    /// says of itself, without its versions, which change. The person's sign-ins come one after the other from here on, until the transaction ends.
    static func isNewDevice(of session: Session, in transaction: PostgresTransaction) async throws -> Bool {
        let (person, device) = (session.person, session.device)
        try transaction.enqueue("SELECT pg_advisory_xact_lock(hashtextextended(\("devices " + person.id.text), 0))")
        let same: SQL = if let key = session.keyThumbprint { "key_thumbprint = \(key)" } else {
            """
            key_thumbprint IS NULL AND device->>'app' IS NOT DISTINCT FROM \(device?.app)
                AND device->>'system' IS NOT DISTINCT FROM \(device?.system) AND device->>'name' IS NOT DISTINCT FROM \(device?.name)
            """
        }
        let isFirst = try await isFirst(of: person, at: session.createdAt, in: transaction)
        let row = try await transaction.query("""
            SELECT EXISTS (SELECT 1 FROM sessions WHERE person_id = \(person.id) AND kind = \(person.kind)) AS has_had_some,
                EXISTS (SELECT 1 FROM sessions WHERE person_id = \(person.id) AND kind = \(person.kind) AND \(fragment: same)) AS is_known
            """).first
        guard let row, try !row.get("is_known") else { return false }
        return try row.get("has_had_some") || !isFirst
    }

    /// Whether the person is not known to have signed in yet; from now on they are.
    private static func isFirst(of person: AuthenticatedPerson, at now: Date, in transaction: PostgresTransaction) async throws -> Bool {
        let account: SQL = person.kind == "staff" ? "staff" : "people"
        return try await transaction.execute("""
            UPDATE \(fragment: account) SET first_session_at = \(now) WHERE id = \(person.id) AND first_session_at IS NULL
            """) > 0
    }
}
