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
    /// What each workshop's days were like when there was nothing to offer, and when that is to be looked at again all the same.
    private let seen = Mutex<[UUID: (mark: String, again: Date)]>([:])

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

    /// - Returns: how many offers were made or ended.
    func round() async throws -> Int {
        let now = clock.now()
        let ended = try await database.withTransaction { transaction in
            try await self.waiting.expire(at: now, today: now.earliestDate, unanswered: Self.unanswered, in: transaction)
        }
        var made = 0
        for (workshop, mark) in try await waiting.marks(at: now, in: database) {
            if let last = seen.withLock({ $0[workshop] }), last.mark == mark, now < last.again { continue }
            if try await waiting.isBeingMoved(workshop, since: now - Self.grace, in: database) { continue }
            if try await offer(workshop, at: now) {
                made += 1
            } else {
                seen.withLock { $0[workshop] = (mark, now.addingTimeInterval(Self.again)) }
            }
        }
        return ended + made
    }

    private func offer(_ workshop: UUID, at now: Date) async throws -> Bool {
        try await database.withTransaction(attempts: 3) { transaction in
            try await self.waiting.lock(workshop, in: transaction)
            let first = now.earliestDate
            return try await self.offers.offerOne(of: workshop, from: first, through: first.adding(days: WaitingWish.longest), in: transaction)
        }
    }
}

extension Date {
    /// The day it is where it is earliest.
    fileprivate var earliestDate: LocalDate { LocalDate(daysSince1970: epochDay - 1) }
    private var epochDay: Int { Int((timeIntervalSince1970 / 86_400).rounded(.down)) }
}
