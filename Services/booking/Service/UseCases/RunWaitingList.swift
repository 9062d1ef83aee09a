import Concurrency
import Contracts
import Foundation
import Lifecycle
import Observability
import PostgreSQL
import ServiceKit
import Synchronization

/// Goes through the waiting lists whenever something was freed: ends offers that were not answered, and makes the next ones. Any number of
/// instances may do so; at each workshop one at a time.
final class RunWaitingList: Service {
    let name = "waiting list"
    /// So many offers without an answer end the waiting.
    static let unanswered = 3
    /// What only time brings, as an absence that is over, is found so late at most.
    private static let again: TimeInterval = 60
    /// For so long after a move by staff nothing is offered: they may need what it freed, or take it back.
    static let grace: TimeInterval = 30

    private let database: PostgresClient
    private let waiting: WaitingStore
    private let offers: OfferPlaces
    private let logger: Logger
    private let clock: any WallClock
    /// So many parts of a list are gone through before the other workshops have their turn.
    static let partsInTurn = 5

    /// How far a workshop's list was gone through.
    private struct Progress {
        /// What the workshop's days were like when it began.
        let mark: String
        /// When the list is to be looked at again although they are still like that.
        let again: Date
        /// After whom to go on; nil where the list is done.
        var next: UUID?
    }
    private let seen = Mutex<[UUID: Progress]>([:])

    init(database: PostgresClient, waiting: WaitingStore, offers: OfferPlaces, logger: Logger, clock: any WallClock) {
        self.database = database
        self.waiting = waiting
        self.offers = offers
        self.logger = logger
        self.clock = clock
    }

    func run() async throws {
        await DueWork(logger: logger, failure: "The waiting lists could not be gone through").run { try await self.round() }
    }

    /// - Returns: how many offers were made or ended, and how many lists are not done yet.
    func round() async throws -> Int {
        let now = clock.now()
        let ended = try await database.withTransaction { transaction in
            try await self.waiting.expire(at: now, today: now.earliestDate, unanswered: Self.unanswered, in: transaction)
        }
        var made = 0
        for (workshop, mark) in try await waiting.marks(at: now, in: database) {
            var progress = Progress(mark: mark, again: now.addingTimeInterval(Self.again))
            if let last = seen.withLock({ $0[workshop] }) {
                // A list that was begun is gone through to its end, whatever happens meanwhile: so everybody has their turn.
                if last.next != nil { progress = last } else if last.mark == mark, now < last.again { continue }
            }
            if try await waiting.isBeingMoved(workshop, since: now - Self.grace, in: database) { continue }
            made += try await offer(at: workshop, &progress, now)
            let next = progress
            seen.withLock { $0[workshop] = next }
            if next.next != nil { made += 1 }
        }
        return ended + made
    }

    /// Goes on through a workshop's list, a transaction for each part of it.
    private func offer(at workshop: UUID, _ progress: inout Progress, _ now: Date) async throws -> Int {
        let window = OfferWindow(workshop: workshop, from: now.earliestDate)
        var made = 0
        for _ in 0..<Self.partsInTurn {
            let last = progress.next
            let tally = try await database.withTransaction(attempts: 3) { transaction in
                try await self.waiting.lock(workshop, in: transaction)
                return try await self.offers.offerNext(after: last, in: window, transaction)
            }
            made += tally.offered
            progress.next = tally.next
            if tally.next == nil { break }
        }
        return made
    }
}

extension Date {
    /// The day it is where it is earliest.
    fileprivate var earliestDate: LocalDate { LocalDate(daysSince1970: epochDay - 1) }
    private var epochDay: Int { Int((timeIntervalSince1970 / 86_400).rounded(.down)) }
}
