import Concurrency
import Contracts
import Foundation
import Lifecycle
import Observability
import PostgreSQL

/// Tries due messages again, each in a transaction of its own, and parks those that have used up their attempts.
public struct RetryWorker: Service {
    public let name = "retry worker"
    private let database: PostgresClient
    private let processor: MessageProcessor
    private let parking: ParkingStore
    private let policy: RetryPolicy
    private let poll: Duration
    private let clock: any WallClock
    private let logger: Logger

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
                while try await shielded({ try await runOne() }), !Task.isCancelled {}
                pause = DatabasePause(logger: logger)
                try await Task.sleep(for: poll)
            } catch is CancellationError {
                return
            } catch {
                guard await pause.wait(after: error) else { return }
            }
        }
    }

    /// - Returns: whether there was a due message.
    func runOne() async throws -> Bool {
        try await database.withTransaction { transaction in
            guard let row = try await RetryStore.claim(now: clock.now(), in: transaction) else { return false }
            switch processor.decode(row.failed.message) {
            case .failure(let refusal):
                processor.countFailure()
                try await park(row, reason: refusal.reason, error: refusal.text, in: transaction)
            case .success(let decoded):
                try await attempt(decoded, row, in: transaction)
            }
            return true
        }
    }

    private func attempt(_ decoded: MessageProcessor.Decoded, _ row: RetryStore.Row, in transaction: PostgresTransaction) async throws {
        do {
            let isFresh = try await transaction.withSavepoint { try await processor.runKept(decoded, in: transaction) }
            try await RetryStore.remove(row, in: transaction)
            transaction.afterCommit { processor.countKept(isFresh: isFresh) }
        } catch where error.isDatabaseAway {
            throw error
        } catch {
            processor.countFailure()
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
    }

    private func park(_ row: RetryStore.Row, reason: ParkingReason, error: String, in transaction: PostgresTransaction) async throws {
        var failed = row.failed
        failed.attempts += 1
        logger.error("A message is parked", ["type": .string(failed.message.type.rawValue), "error": .string(error)])
        try await parking.add(failed, reason: reason, error: error, in: transaction)
        try await RetryStore.remove(row, in: transaction)
    }
}
