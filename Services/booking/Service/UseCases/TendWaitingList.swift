import Contracts
import Foundation
import PostgreSQL

/// What staff do with the waiting list: take somebody off it, or offer somebody a place before it is their turn.
struct TendWaitingList: Sendable {
    let database: PostgresClient
    let waiting: WaitingStore
    let offers: OfferPlaces
    let answer: AnswerOffer
    let clock: any WallClock

    /// What was on offer goes to whoever waits next.
    /// - Parameter version: of the entry, as the caller saw it; nil where it does not matter.
    /// - Throws: `unknown-entry`, `not-possible-now`, `version-mismatch`.
    func remove(_ id: UUID, for reason: ReasonCode, by actor: Actor, version: Int64?) async throws -> WaitingEntry {
        try await database.withTransaction(attempts: 3) { transaction in
            try await waiting.hold(id, in: transaction)
            let entry = try await waiting.entry(id, in: transaction).checked(version)
            guard entry.status.isOpen else { throw WaitingError.notPossible(action: "removed", status: entry.status) }
            let ended = try await answer.end(entry, as: .closed, in: transaction)
            try await transaction.pipeline([
                waiting.setRemoved(for: reason, of: id),
                waiting.note(.remove, of: ended, by: actor, reason: reason, start: entry.offer?.start, at: clock.now()),
            ])
            return try await waiting.entry(id, in: transaction)
        }
    }

    /// Offers a place out of turn, held and told as any other.
    /// - Parameter start: any free one that leaves half an hour to answer, on other days than those wished for too, and one that was not taken
    ///   before; nil for the first that suits.
    /// - Throws: `ValidationError`; `unknown-entry`, `not-possible-now` (unconfirmed, or with an offer), `nothing-free`, `slot-taken`,
    ///   `version-mismatch`.
    func offer(_ id: UUID, at start: Date?, for reason: ReasonCode?, by actor: Actor, version: Int64?) async throws -> WaitingEntry {
        try check(start)
        return try await database.withTransaction(attempts: 3) { transaction in
            let workshop = try await waiting.entry(id, in: transaction).wish.workshopId
            try await waiting.lock(workshop, in: transaction)
            let entry = try await waiting.entry(id, in: transaction).checked(version)
            guard entry.status == .waiting else { throw WaitingError.notPossible(action: "offered a place", status: entry.status) }
            let place = try await place(start, for: entry, in: transaction)
            let offered = try await waiting.entry(id, in: transaction)
            try await transaction.execute(
                waiting.note(.offer, of: offered, by: actor, reason: reason, start: place, at: clock.now())
            )
            return offered
        }
    }

    private func check(_ start: Date?) throws {
        guard let start else { return }
        var validation = Validation()
        validation.requireWholeMinute(start, "start")
        let first = offers.limits.earliest(at: clock.now()).addingTimeInterval(OfferPlaces.leastToAnswer)
        validation.require(start >= first, "start", "must leave half an hour to answer: \(Timestamp.text(first)) at the earliest")
        try validation.finish()
        try offers.limits.check(start, at: clock.now())
    }

    private func place(_ start: Date?, for entry: WaitingEntry, in transaction: PostgresTransaction) async throws -> Date {
        if let start {
            try await transaction.execute(waiting.forgetAnswer(of: entry.id, at: start))
            guard try await offers.offer(start, to: entry.id, entry.wish, in: transaction) else {
                throw BookingError.slotTaken(blockers: [], alternatives: [])
            }
            return start
        }
        guard let first = try await offers.offerFirst(to: entry, in: transaction) else { throw WaitingError.nothingFree }
        return first
    }
}

extension WaitingEntry {
    /// Itself, where it is the version a caller saw.
    fileprivate func checked(_ version: Int64?) throws(BookingError) -> WaitingEntry {
        if let version, version != self.version { throw .versionMismatch }
        return self
    }
}
