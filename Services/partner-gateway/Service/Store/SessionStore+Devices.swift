import Contracts
import Foundation
import PostgreSQL

/// Which devices a person has had.
extension SessionStore {
    /// Whether somebody who has had sessions had none on that device; also those count that have ended, as long as they are kept. The key of
    /// a device decides, since it is proved; where there is none, what the device says of itself, without its versions, which change.
    /// The person's sign-ins come one after the other from here on, until the transaction ends.
    static func isNewDevice(of session: Session, in transaction: PostgresTransaction) async throws -> Bool {
        let (person, device) = (session.person, session.device)
        try transaction.enqueue("SELECT pg_advisory_xact_lock(hashtextextended(\("devices " + person.id.text), 0))")
        let same: SQL = if let key = session.keyThumbprint { "key_thumbprint = \(key)" } else {
            """
            key_thumbprint IS NULL AND device->>'app' IS NOT DISTINCT FROM \(device?.app)
                AND device->>'system' IS NOT DISTINCT FROM \(device?.system) AND device->>'name' IS NOT DISTINCT FROM \(device?.name)
            """
        }
        let row = try await transaction.query("""
            SELECT EXISTS (SELECT 1 FROM sessions WHERE person_id = \(person.id) AND kind = \(person.kind))
                AND NOT EXISTS (SELECT 1 FROM sessions WHERE person_id = \(person.id) AND kind = \(person.kind) AND \(fragment: same)) AS is_new
            """).first
        return try row?.get("is_new") ?? false
    }
}
