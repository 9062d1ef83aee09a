import Contracts
import Foundation
import PostgreSQL

/// Slots that are kept for a while. Their rows in `allocations` go with them.
struct HoldStore: Sendable {
    /// - Parameter isOffer: of the waiting list.
    func insert(_ hold: Hold, isOffer: Bool = false) -> SQL {
        """
        INSERT INTO holds (id, workshop_id, starts_at, ends_at, expires_at, is_offer)
        VALUES (\(hold.id), \(hold.workshopId), \(hold.start), \(hold.end), \(hold.expiresAt), \(isOffer))
        """
    }

    func remove(_ id: UUID) -> SQL { "DELETE FROM holds WHERE id = \(id)" }

    /// Removes what expired on days that nobody has changed since, at most `limit`.
    func forget(limit: Int, at now: Date, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("""
            DELETE FROM holds WHERE id IN (
                SELECT id FROM holds WHERE expires_at < \(now - 3_600) LIMIT \(limit) FOR UPDATE SKIP LOCKED)
            """)
    }

    /// How many holds of a workshop count at `now`: of those who fill in a booking, or offers of the waiting list.
    func count(in workshop: UUID, areOffers: Bool = false, at now: Date, in database: some Querying) async throws -> Int {
        let rows = try await database.query("""
            SELECT count(*) AS n FROM holds WHERE workshop_id = \(workshop) AND expires_at > \(now) AND is_offer = \(areOffers)
            """)
        return try rows.first?.get("n") ?? 0
    }

    /// The workshop of a hold and the days on which it takes anything; nil if there is none.
    func place(of id: UUID, in database: some Querying) async throws -> (workshop: UUID, days: Set<LocalDate>)? {
        let rows = try await database.query("""
            SELECT DISTINCT h.workshop_id, a.day::text AS day FROM holds h JOIN allocations a ON a.of_hold = h.id WHERE h.id = \(id)
            """)
        guard let workshop: UUID = try rows.first?.get("workshop_id") else { return nil }
        return (workshop, Set(try rows.compactMap { LocalDate(try $0.get("day", as: String.self)) }))
    }

    /// What is held on a workshop's day at `now`, by time: technician and bay of its first step there.
    func held(of workshop: UUID, on day: LocalDate, at now: Date, in database: some Querying) async throws -> [HeldPlace] {
        try await database.query("""
            SELECT h.id, h.starts_at, h.ends_at, h.expires_at, t.id AS technician, t.definition->>'name' AS technician_name, b.id AS bay,
                b.definition->>'name' AS bay_name
            FROM holds h
            JOIN LATERAL (SELECT resource_id AS id FROM allocations WHERE of_hold = h.id AND day = \(day.description)::date
                AND kind = 'technician' ORDER BY during LIMIT 1) lead ON true
            JOIN technicians t ON t.id = lead.id
            JOIN LATERAL (SELECT resource_id AS id FROM allocations WHERE of_hold = h.id AND kind = 'bay'
                ORDER BY during LIMIT 1) place ON true
            JOIN bays b ON b.id = place.id
            WHERE h.workshop_id = \(workshop) AND h.expires_at > \(now)
            ORDER BY h.starts_at, h.id
            """).map {
            HeldPlace(
                id: try $0.get("id"), start: try $0.get("starts_at"), end: try $0.get("ends_at"),
                technician: NamedReference(id: try $0.get("technician"), name: try $0.get("technician_name")),
                bay: NamedReference(id: try $0.get("bay"), name: try $0.get("bay_name")), expiresAt: try $0.get("expires_at")
            )
        }
    }
}
