import Contracts
import Foundation
import PostgreSQL

/// How somebody comes onto the list, and shows that the address they gave is theirs.
extension WaitingStore {
    /// Whoever joins with an address is counted before the next does.
    func hold(address email: String, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("SELECT pg_advisory_xact_lock(hashtextextended(\(NaturalIdentity.normalized(email: email)), 6))")
    }

    /// Puts a wish on the list, or finds the entry that is there for it: the database has one of each, whoever asks at the same moment.
    /// - Parameter end: until when the address must be confirmed; nil where it needs not be.
    /// - Returns: the entry's id, which is `id` where it is new.
    func join(_ wish: WaitingWish, id: UUID, confirming end: Date?, at now: Date, in transaction: PostgresTransaction) async throws -> UUID {
        try await transaction.query("""
            INSERT INTO waiting_list (id, workshop_id, first_day, last_day, joined_at, wish, wish_key, confirm_by) VALUES (
                \(id), \(wish.workshopId), \(wish.from.description)::date, \(wish.to.description)::date, \(now), \(json: wish),
                \(wish.key), \(end))
            ON CONFLICT (wish_key) WHERE status IN ('waiting', 'offered') DO UPDATE SET wish_key = excluded.wish_key
            RETURNING id
            """).first?.get("id") ?? id
    }

    /// How many wishes of an address wait at a workshop, and how many anywhere that nobody has confirmed.
    func counts(
        of email: String, at workshop: UUID, in database: some Querying
    ) async throws -> (here: Int, unconfirmed: Int) {
        let row = try await database.query("""
            SELECT count(*) FILTER (WHERE workshop_id = \(workshop)) AS here, count(*) FILTER (WHERE confirm_by IS NOT NULL) AS unconfirmed
            FROM waiting_list WHERE status IN ('waiting', 'offered')
                AND lower(btrim(wish->'customer'->>'email')) = \(NaturalIdentity.normalized(email: email))
            """).first
        return (try row?.get("here") ?? 0, try row?.get("unconfirmed") ?? 0)
    }

    /// The open entry of the same wish; nil without one.
    func entry(for wish: WaitingWish, in database: some Querying) async throws -> UUID? {
        try await database.query("""
            SELECT id FROM waiting_list WHERE wish_key = \(wish.key) AND status IN ('waiting', 'offered')
            """).first?.get("id")
    }

    /// The number of the next letter to an address about an entry, and whether it was confirmed; nil where there were `limit`.
    /// - Parameter end: until when the letter can be answered: an unconfirmed entry stays for so long.
    func countLetter(
        of entry: UUID, atMost limit: Int, until end: Date, in transaction: PostgresTransaction
    ) async throws -> (number: Int64, isConfirmed: Bool)? {
        try await transaction.query("""
            UPDATE waiting_list SET letters = letters + 1,
                confirm_by = CASE WHEN confirm_by IS NOT NULL THEN \(end)::timestamptz END
            WHERE id = \(entry) AND letters < \(limit)
            RETURNING letters::bigint AS letters, confirm_by IS NULL AS confirmed
            """).first.map { (try $0.get("letters"), try $0.get("confirmed")) }
    }

    /// From now on places are offered to it. Nothing changes where it was confirmed before.
    func confirm(_ entry: UUID) -> SQL {
        "UPDATE waiting_list SET confirm_by = NULL, version = version + 1 WHERE id = \(entry) AND confirm_by IS NOT NULL"
    }
}
