import Concurrency
import Contracts
import Foundation
import Lifecycle
import Observability
import PostgreSQL
import Synchronization

/// Tries due messages again, and parks those that have used up their attempts. Each has a transaction of its own, until it shows that many
/// are due: then `together` of them have one, as long as none of them fails.
public struct RetryWorker: Service {
    public let name = "retry worker"
    private let database: PostgresClient
    private let processor: MessageProcessor
    private let parking: ParkingStore
    private let policy: RetryPolicy
    private let poll: Duration
    private let clock: any WallClock
    private let logger: Logger
    /// How many are taken one by one before it counts as a backlog, and then at once.
    static let together = 32

    public init(
        database: PostgresClient, processor: MessageProcessor, parking: ParkingStore, policy: RetryPolicy,
        poll: Duration = .milliseconds(500), clock: any WallClock, logger: Logger
    ) {
        self.database = database
        self.processor = processor
        self.parking = parking
        self.policy = policy
        self.poll = poll
        self.clock = clock
        self.logger = logger
    }

    public func run() async throws {
        var pause = DatabasePause(logger: logger)
        while !Task.isCancelled {
            do {
                try await runDue()
                pause = DatabasePause(logger: logger)
                try await Task.sleep(for: poll)
            } catch is CancellationError {
                return
            } catch {
                guard await pause.wait(after: error) else { return }
            }
        }
    }

    /// Works off what is due.
    func runDue() async throws {
        var alone = Self.together
        while !Task.isCancelled {
            if alone > 0 {
                guard try await shielded({ try await runOne() }) else { return }
                alone -= 1
            } else if try await !shielded({ try await runTogether() }) {
                alone = Self.together
            }
        }
    }

    /// - Returns: whether it was done; else one of them cannot be handled, or fewer are due, and nothing has happened.
    private func runTogether() async throws -> Bool {
        do {
            return try await database.withTransaction { transaction in
                let rows = try await RetryStore.claim(Self.together, now: clock.now(), in: transaction)
                guard rows.count == Self.together else { return false }
                let batch = try rows.map { try processor.decode($0.failed.message).get() }
                let done = try await processor.handle(batch, in: transaction)
                try await RetryStore.remove(rows, in: transaction)
                transaction.afterCommit { processor.countKept(fresh: batch.count - done.count, done: done.count) }
                return true
            }
        } catch where error.isDatabaseAway {
            throw error
        } catch {
            return false
        }
    }

    /// - Returns: whether there was a due message.
    func runOne() async throws -> Bool {
        let inHand = Mutex(InHand())
        do {
            return try await database.withTransaction { transaction in
                guard let row = try await RetryStore.claim(1, now: clock.now(), in: transaction).first else { return false }
                inHand.withLock { $0.row = row }
                switch processor.decode(row.failed.message) {
                case .failure(let refusal):
                    processor.countFailure()
                    try await park(row, reason: refusal.reason, error: refusal.text, in: transaction)
                case .success(let decoded):
                    try await attempt(decoded, row, inHand, in: transaction)
                }
                return true
            }
        } catch {
            // The attempt took its transaction with it, by a constraint that is checked at the commit or a connection that was closed on
            // it. It counts all the same: else this message would be the next one for ever.
            let (row, failure) = inHand.withLock { ($0.row, $0.failure) }
            guard let row, let cause = failure ?? (error.isDatabaseAway ? nil : error) else { throw error }
            try await database.withTransaction { try await settle(row, after: cause, in: $0) }
            return true
        }
    }

    /// The message whose turn it is, and why its attempt failed.
    private struct InHand {
        var row: RetryStore.Row?
        var failure: (any Error)?
    }

    private func attempt(
        _ decoded: MessageProcessor.Decoded, _ row: RetryStore.Row, _ inHand: borrowing Mutex<InHand>, in transaction: PostgresTransaction
    ) async throws {
        do {
            let done = try await transaction.withSavepoint { try await processor.handle([decoded], in: transaction) }
            try await RetryStore.remove([row], in: transaction)
            transaction.afterCommit { processor.countKept(fresh: 1 - done.count, done: done.count) }
        } catch where error.isDatabaseAway {
            throw error
        } catch {
            inHand.withLock { $0.failure = error }
            try await settle(row, after: error, in: transaction)
        }
    }

    /// Counts a failed attempt: the message waits for the next one, or is parked.
    private func settle(_ row: RetryStore.Row, after error: any Error, in transaction: PostgresTransaction) async throws {
        transaction.afterCommit { processor.countFailure() }
        let attempts = row.failed.attempts + 1
        let text = ErrorText.of(error)
        if error is PermanentFailure {
            try await park(row, reason: .permanent, error: text, in: transaction)
        } else if let due = policy.due(after: attempts, now: clock.now()) {
            try await RetryStore.postpone(row, attempts: attempts, due: due, error: text, in: transaction)
        } else {
            try await park(row, reason: .attemptsExhausted, error: text, in: transaction)
        }
    }

    private func park(_ row: RetryStore.Row, reason: ParkingReason, error: String, in transaction: PostgresTransaction) async throws {
        var failed = row.failed
        failed.attempts += 1
        logger.error("A message is parked", ["type": .string(failed.message.type.rawValue), "error": .string(error)])
        try await parking.add(failed, reason: reason, error: error, in: transaction)
        try await RetryStore.remove([row], in: transaction)
    }
}
