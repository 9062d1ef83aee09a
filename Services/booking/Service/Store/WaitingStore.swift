import Contracts
import Foundation
import PostgreSQL

/// The waiting list and its offers.
struct WaitingStore: Sendable {
    /// - Throws: `BookingError.unknownEntry`.
    func entry(_ id: UUID, in database: some Querying) async throws -> WaitingEntry {
        guard let entry = try await entries(where: "e.id = \(id)", limit: 1, in: database).first else { throw BookingError.unknownEntry }
        return entry
    }

    /// Those who wait at a workshop or have an offer, in order.
    func list(of workshop: UUID, after last: UUID?, limit: Int, in database: some Querying) async throws -> [WaitingEntry] {
        try await entries(where: """
            e.workshop_id = \(workshop) AND e.status IN ('waiting', 'offered') AND e.confirm_by IS NULL
                AND (\(last)::uuid IS NULL OR (e.joined_at, e.id) >
                (SELECT joined_at, id FROM waiting_list WHERE id = \(last)))
            """, limit: limit, in: database)
    }

    /// Those who wait for one of these days, in order.
    /// - Parameter last: only those who came after; nil for all.
    func waiting(
        at workshop: UUID, during days: ClosedRange<LocalDate>, after last: UUID? = nil, limit: Int, in database: some Querying
    ) async throws -> [WaitingCandidate] {
        try await candidates("""
            workshop_id = \(workshop) AND first_day <= \(days.upperBound.description)::date
                AND last_day >= \(days.lowerBound.description)::date
                AND (\(last)::uuid IS NULL OR (joined_at, id) > (SELECT joined_at, id FROM waiting_list WHERE id = \(last)))
            """, limit: limit, in: database)
    }

    /// One of them; nil where it waits no more, or has an offer.
    func candidate(_ id: UUID, in database: some Querying) async throws -> WaitingCandidate? {
        try await candidates("id = \(id)", limit: 1, in: database).first
    }

    private func candidates(_ condition: SQL, limit: Int, in database: some Querying) async throws -> [WaitingCandidate] {
        try await database.query("""
            SELECT id, wish, (SELECT string_agg(extract(epoch FROM o.starts_at)::bigint::text, ' ')
                FROM waiting_list_offers o WHERE o.entry_id = e.id) AS offered
            FROM waiting_list e WHERE status = 'waiting' AND confirm_by IS NULL AND \(fragment: condition)
            ORDER BY joined_at, id LIMIT \(limit)
            """).map { row in
            let offered = try row.getIfPresent("offered", as: String.self) ?? ""
            let starts = offered.split(separator: " ").compactMap { Double($0) }.map(Date.init(timeIntervalSince1970:))
            return WaitingCandidate(id: try row.get("id"), wish: try row.json("wish"), offered: Set(starts))
        }
    }

    /// The last statement gives no row where the entry waits no more.
    func offer(_ hold: Hold, to entry: UUID, at now: Date) -> [SQL] {
        ["""
        INSERT INTO waiting_list_offers (entry_id, starts_at, ends_at, offered_at, expires_at, hold_id)
        VALUES (\(entry), \(hold.start), \(hold.end), \(now), \(hold.expiresAt), \(hold.id))
        """,
        """
        UPDATE waiting_list SET status = 'offered', version = version + 1
        WHERE id = \(entry) AND status = 'waiting' AND confirm_by IS NULL RETURNING version
        """]
    }

    /// Nobody else changes it until the transaction ends.
    func hold(_ entry: UUID, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("SELECT 1 FROM waiting_list WHERE id = \(entry) FOR UPDATE")
    }

    /// Answers the open offer of an entry; gives no row where there is none.
    func answer(_ answer: String, of entry: UUID, hold: UUID) -> SQL {
        """
        UPDATE waiting_list_offers SET answer = \(answer) WHERE entry_id = \(entry) AND hold_id = \(hold) AND answer IS NULL
        RETURNING entry_id
        """
    }

    func set(_ status: WaitingStatus, of entry: UUID, appointment: UUID? = nil, at now: Date) -> SQL {
        """
        UPDATE waiting_list SET status = \(status.rawValue), version = version + 1, appointment_id = \(appointment), unanswered = 0,
            ended_at = CASE WHEN \(status == .waiting) THEN NULL ELSE \(now)::timestamptz END, confirm_by = NULL
        WHERE id = \(entry)
        """
    }

    /// The workshops at which somebody waits, each with a mark that changes whenever a place may have become free: somebody came, a day or the
    /// catalogue changed, a hold expired.
    func marks(at now: Date, in database: some Querying) async throws -> [(workshop: UUID, mark: String)] {
        try await database.query("""
            SELECT w.id, concat_ws(' ', w.revision, e.count, e.latest, (SELECT sum(d.version) FROM workshop_days d
                WHERE d.workshop_id = w.id AND d.day >= e.first_day), (SELECT count(*) FROM holds h
                WHERE h.workshop_id = w.id AND h.expires_at > \(now))) AS mark
            FROM (SELECT workshop_id, count(*), max(joined_at) AS latest, min(first_day) AS first_day
                FROM waiting_list WHERE status = 'waiting' AND confirm_by IS NULL GROUP BY workshop_id) e
            JOIN workshops w ON w.id = e.workshop_id WHERE w.active ORDER BY w.id
            """).map { (try $0.get("id"), try $0.get("mark")) }
    }

    /// Whether staff have moved appointments of a workshop since; they may not be done yet.
    func isBeingMoved(_ workshop: UUID, since: Date, in database: some Querying) async throws -> Bool {
        try await !database.query("""
            SELECT 1 FROM (SELECT action, actor, at FROM audit WHERE workshop_id = \(workshop) ORDER BY sequence DESC LIMIT 50) last
            WHERE action = 'move' AND actor LIKE 'advisor%' AND at > \(since) LIMIT 1
            """).isEmpty
    }

    /// One offers at a workshop at a time; held until the transaction ends.
    func lock(_ workshop: UUID, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("SELECT pg_advisory_xact_lock(hashtextextended(\(workshop.text), 2))")
    }

    /// The same without waiting: whoever holds a day must not wait for one who may want it.
    func tryLock(_ workshop: UUID, in transaction: PostgresTransaction) async throws -> Bool {
        try await transaction.query("SELECT pg_try_advisory_xact_lock(hashtextextended(\(workshop.text), 2)) AS mine").first?.get("mine")
            ?? false
    }

    /// Offers whose time is over are answered by that, and their customers wait on; those who never answer, and those whose days are over,
    /// wait no more.
    /// - Returns: how many offers that were.
    func expire(at now: Date, today: LocalDate, unanswered limit: Int, in transaction: PostgresTransaction) async throws -> Int {
        let rows = try await transaction.pipeline([
            """
            WITH over AS (
                UPDATE waiting_list_offers SET answer = 'expired' WHERE answer IS NULL AND expires_at <= \(now) RETURNING entry_id)
            UPDATE waiting_list e SET unanswered = unanswered + 1, version = version + 1,
                status = CASE WHEN unanswered + 1 >= \(limit) THEN 'closed' ELSE 'waiting' END,
                ended_at = CASE WHEN unanswered + 1 >= \(limit) THEN \(now)::timestamptz END
            FROM over WHERE e.id = over.entry_id AND e.status = 'offered' RETURNING e.id
            """,
            """
            UPDATE waiting_list SET status = 'closed', version = version + 1, ended_at = \(now)
            WHERE status = 'waiting' AND last_day < \(today.description)::date
            """,
            // Nobody has shown that the address is theirs: what was said of it goes.
            "DELETE FROM waiting_list WHERE confirm_by <= \(now)",
        ])
        return rows.first?.count ?? 0
    }

    /// Forgets who waited and what came of it a month after, at most `limit`.
    func forget(limit: Int, at now: Date, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("""
            DELETE FROM waiting_list WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM waiting_list WHERE ended_at < \(now - 30 * 86_400) LIMIT \(limit)))
            """)
    }

    private func entries(where condition: SQL, limit: Int, in database: some Querying) async throws -> [WaitingEntry] {
        try await database.query("""
            SELECT e.id, e.version, CASE WHEN e.confirm_by IS NOT NULL AND e.status = 'waiting' THEN 'unconfirmed' ELSE e.status END AS status,
                e.wish, e.joined_at, e.appointment_id, e.removed_for, o.starts_at, o.ends_at, o.expires_at, o.hold_id,
                CASE WHEN e.status = 'waiting' AND e.confirm_by IS NULL THEN (SELECT count(*) FROM waiting_list b
                    WHERE b.workshop_id = e.workshop_id AND b.status = 'waiting' AND b.confirm_by IS NULL
                    AND (b.joined_at, b.id) < (e.joined_at, e.id)) END AS ahead
            FROM waiting_list e LEFT JOIN waiting_list_offers o ON o.entry_id = e.id AND o.answer IS NULL
            WHERE \(fragment: condition) ORDER BY e.joined_at, e.id LIMIT \(limit)
            """).map(Self.entry)
    }

    private static func entry(_ row: PostgresRow) throws -> WaitingEntry {
        let status: WaitingStatus = try row.get("status")
        var offer: WaitingEntry.Offer?
        if status == .offered, let hold: UUID = try row.getIfPresent("hold_id") {
            offer = WaitingEntry.Offer(
                start: try row.get("starts_at"), end: try row.get("ends_at"), expiresAt: try row.get("expires_at"), holdId: hold
            )
        }
        return WaitingEntry(
            id: try row.get("id"), version: try row.get("version"), status: status, wish: try row.json("wish"),
            joinedAt: try row.get("joined_at"), ahead: try row.getIfPresent("ahead"), offer: offer,
            appointmentId: try row.getIfPresent("appointment_id"),
            removedFor: try row.getIfPresent("removed_for", as: String.self).flatMap(ReasonCode.init(rawValue:))
        )
    }
}
