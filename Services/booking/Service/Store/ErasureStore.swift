import Contracts
import Foundation
import PostgreSQL

/// Finds and forgets what is held of a person.
struct ErasureStore: Sendable {
    /// From now on what is told of these ids for the time before is not believed.
    func note(_ erased: CustomerErased, _ ids: [UUID], at now: Date) -> SQL {
        """
        INSERT INTO erased_customers AS e (customer_id, version, erased_at)
        SELECT id, \(erased.version), \(now) FROM unnest(\(ids)::uuid[]) AS id
        ON CONFLICT (customer_id) DO UPDATE SET version = greatest(e.version, excluded.version)
        """
    }

    /// The addresses these ids have, or had.
    func addresses(of ids: [UUID], in database: some Querying) async throws -> [String] {
        try await database.query("SELECT email FROM contacts WHERE customer_id = ANY(\(ids)::uuid[])").map { try $0.get("email") }
    }

    /// Their appointments, which nobody else changes until the transaction ends.
    func appointments(of ids: [UUID], in transaction: PostgresTransaction) async throws -> [StoredAppointment] {
        try await transaction.query("""
            SELECT \(fragment: StoredAppointment.columns) FROM appointments WHERE customer_id = ANY(\(ids)::uuid[]) ORDER BY id FOR UPDATE
            """).map(StoredAppointment.init)
    }

    func requests(of appointments: [UUID], in transaction: PostgresTransaction) async throws -> [ExceptionState] {
        try await transaction.query("""
            SELECT state FROM exceptions WHERE appointment_id = ANY(\(appointments)::uuid[]) ORDER BY id FOR UPDATE
            """).map { try $0.json("state") }
    }

    func rewrite(_ request: ExceptionState) -> SQL { "UPDATE exceptions SET state = \(json: request) WHERE id = \(request.id)" }

    /// Entries of the waiting list by address, open or not.
    func waiting(by addresses: [String], in transaction: PostgresTransaction) async throws -> [UUID] {
        try await transaction.query("""
            SELECT id FROM waiting_list WHERE lower(btrim(wish->'customer'->>'email')) = ANY(\(addresses)::text[]) ORDER BY id
            """).map { try $0.get("id") }
    }

    /// What people wrote beside changes of these appointments; the trail keeps the digests and stays whole.
    func forgetNotes(of appointments: [UUID]) -> [SQL] {
        ["""
        DELETE FROM audit_notes n USING audit a WHERE a.appointment_id = ANY(\(appointments)::uuid[])
            AND n.workshop_id = a.workshop_id AND n.sequence = a.sequence
        """,
        "UPDATE audit SET note = NULL WHERE appointment_id = ANY(\(appointments)::uuid[]) AND note IS NOT NULL"]
    }

    func forget(waiting entries: [UUID], contactsOf ids: [UUID]) -> [SQL] {
        [
            "DELETE FROM waiting_list WHERE id = ANY(\(entries)::uuid[])", "DELETE FROM contacts WHERE customer_id = ANY(\(ids)::uuid[])",
            "DELETE FROM customer_tiers WHERE customer_id = ANY(\(ids)::uuid[])",
            "DELETE FROM customer_feeds WHERE customer_id = ANY(\(ids)::uuid[])",
        ]
    }
}
