import Contracts
import Foundation
import PostgreSQL

/// What staff did with a place on the list.
struct WaitingChange: Codable, Sendable, Hashable {
    enum Action: String, StringEnum { case remove, offer }

    /// Grows with each.
    let id: Int64
    let entryId: UUID
    /// Of the entry, after it.
    let version: Int64
    /// As `advisor` with an id.
    let actor: String
    let action: Action
    let reason: ReasonCode?
    /// Of the place that was offered, or was on offer when the entry was removed.
    let start: Date?
    let at: Date
}

extension WaitingStore {
    /// Writes down who did what; nobody can change or delete that.
    func note(
        _ action: WaitingChange.Action, of entry: WaitingEntry, by actor: Actor, reason: ReasonCode?, start: Date?, at now: Date
    ) -> SQL {
        """
        INSERT INTO waiting_list_changes (workshop_id, entry_id, version, actor, action, reason, starts_at, at) VALUES (
            \(entry.wish.workshopId), \(entry.id), \(entry.version), \(actor.name), \(action.rawValue), \(reason?.rawValue), \(start), \(now))
        """
    }

    /// The latest first.
    func changes(of workshop: UUID, before last: Int64?, limit: Int, in database: some Querying) async throws -> [WaitingChange] {
        try await database.query("""
            SELECT id, entry_id, version, actor, action, reason, starts_at, at FROM waiting_list_changes
            WHERE workshop_id = \(workshop) AND (\(last)::bigint IS NULL OR id < \(last)) ORDER BY id DESC LIMIT \(limit)
            """).map { row in
            WaitingChange(
                id: try row.get("id"), entryId: try row.get("entry_id"), version: try row.get("version"), actor: try row.get("actor"),
                action: try row.get("action"), reason: try row.getIfPresent("reason", as: String.self).flatMap(ReasonCode.init(rawValue:)),
                start: try row.getIfPresent("starts_at"), at: try row.get("at")
            )
        }
    }

    func setRemoved(for reason: ReasonCode, of entry: UUID) -> SQL {
        "UPDATE waiting_list SET removed_for = \(reason.rawValue) WHERE id = \(entry)"
    }

    /// Lets a start be offered to an entry that did not take it before.
    func forgetAnswer(of entry: UUID, at start: Date) -> SQL {
        "DELETE FROM waiting_list_offers WHERE entry_id = \(entry) AND starts_at = \(start) AND answer IS NOT NULL"
    }
}
