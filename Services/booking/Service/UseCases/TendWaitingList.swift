import Contracts
import Foundation
import PostgreSQL
import Scheduling

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
            guard [.unconfirmed, .waiting, .offered].contains(entry.status) else {
                throw WaitingError.notPossible(action: "removed", status: entry.status)
            }
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
        validation.require(start.timeIntervalSince1970.truncatingRemainder(dividingBy: 60) == 0, "start", "must be a whole minute")
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
        for start in try await offers.suiting(entry, in: transaction).prefix(OfferPlaces.tries) {
            let date = Date(epochMinute: start)
            if try await offers.offer(date, to: entry.id, entry.wish, in: transaction) { return date }
        }
        throw WaitingError.nothingFree
    }
}

extension OfferPlaces {
    /// The starts that suit an entry and were not offered to it before, ascending.
    func suiting(_ entry: WaitingEntry, in transaction: PostgresTransaction) async throws -> [EpochMinute] {
        guard let candidate = try await waiting.candidate(entry.id, in: transaction) else { return [] }
        let workshop = candidate.wish.workshopId
        let rules = try await policies.store.book(of: [workshop], customers: [], defaults: policies.defaults, in: transaction)
        let window = OfferWindow(workshop: workshop, from: LocalDate(daysSince1970: clock.now().epochMinute / 1_440 - 1))
        var search = try await search(for: [candidate], window, rules, in: transaction)
        var tally = OfferTally()
        return await search.starts(for: candidate, counting: &tally)
    }
}

extension WaitingEntry {
    /// Itself, where it is the version a caller saw.
    fileprivate func checked(_ version: Int64?) throws(BookingError) -> WaitingEntry {
        if let version, version != self.version { throw .versionMismatch }
        return self
    }
}
