import Concurrency
import Contracts
import Foundation
import Messaging
import Observability
import PostgreSQL

/// Handles what comes in: a whole batch in one transaction, and one by one where the batch fails, so that one bad message cannot
/// hold up the others.
public struct MessageProcessor: Sendable {
    private let database: PostgresClient
    private let handlers: MessageHandlers
    private let policy: RetryPolicy
    private let parking: ParkingStore
    private let clock: any WallClock
    private let tracer: Tracer
    private let logger: Logger
    private let handled: Counter
    private let redelivered: Counter
    private let republished: Counter
    private let retried: Counter
    private let failures: Counter

    public init(
        database: PostgresClient, handlers: MessageHandlers, policy: RetryPolicy, parking: ParkingStore, clock: any WallClock,
        tracer: Tracer, logger: Logger, metrics: Metrics
    ) {
        self.database = database
        self.handlers = handlers
        self.policy = policy
        self.parking = parking
        self.clock = clock
        self.tracer = tracer
        self.logger = logger
        handled = metrics.counter("pitcrew_messages_handled_total", "Events whose effect was committed.")
        func duplicates(by whom: String) -> Counter {
            metrics.counter(
                "pitcrew_messages_duplicate_total", "Deliveries of events that had been handled before, by who sent them again.",
                labels: ["by": whom])
        }
        redelivered = duplicates(by: "broker")
        republished = duplicates(by: "publisher")
        retried = duplicates(by: "retry")
        failures = metrics.counter("pitcrew_messages_failed_total", "Attempts to handle an event that failed.")
    }

    /// Settles every delivery: acknowledged once its effect, its retry or its parking is committed. While the database is away it
    /// waits, without using up attempts; where the task is cancelled meanwhile, what is not settled goes back to the queue.
    public func process(_ deliveries: [Delivery]) async -> [Settlement] {
        await SettlingLoop.run(deliveries, logger: logger) { messages, open in try await handle(messages, &open) }
    }

    private func handle(_ messages: [IncomingMessage], _ open: inout Set<Int>) async throws {
        var ready: [Int: Decoded] = [:]
        var refused: [Int: Refusal] = [:]
        for index in open {
            switch decode(messages[index]) {
            case .success(let decoded): ready[index] = decoded
            case .failure(let refusal): refused[index] = refusal
            }
        }
        var stopped: (any Error)?
        do {
            try await SettlingLoop.eachAlone(refused.keys.sorted(), &open) { index in
                if let refusal = refused[index] { try await park(messages[index], refusal) }
            }
        } catch {
            stopped = error
        }
        try await handle(ready, &open)
        if let stopped { throw stopped }
    }

    private func handle(_ ready: [Int: Decoded], _ open: inout Set<Int>) async throws {
        let indices = ready.keys.sorted()
        guard indices.count > 1 else {
            return try await SettlingLoop.eachAlone(indices, &open) { index in try await handleAlone(ready[index]) }
        }
        do {
            try await run(indices.compactMap { ready[$0] })
            open.subtract(indices)
        } catch where error.isDatabaseAway {
            throw error
        } catch {
            try await SettlingLoop.eachAlone(indices, &open) { index in try await handleAlone(ready[index]) }
        }
    }

    private func handleAlone(_ one: Decoded?) async throws {
        guard let one else { return }
        do {
            try await run([one])
        } catch where error.isDatabaseAway {
            throw error
        } catch {
            try await fail(one, error)
        }
    }

    /// One transaction: claim, effects, commit.
    private func run(_ batch: [Decoded]) async throws {
        let done = try await database.withTransaction { try await handle(batch, in: $0) }
        handled.add(batch.count - done.count)
        for one in done { countAgain(one) }
    }

    /// Claims and effects, inside the caller's transaction.
    /// - Returns: those that had been handled before.
    func handle(_ batch: [Decoded], in transaction: PostgresTransaction) async throws -> [Decoded] {
        var open = try await Inbox.claim(batch.map(\.id), in: transaction)
        var (fresh, done): ([Decoded], [Decoded]) = ([], [])
        for one in batch {
            if open.remove(one.id) != nil { fresh.append(one) } else { done.append(one) }
        }
        for (entry, events) in grouped(fresh) {
            try await entry.run(events, transaction, tracer)
        }
        return done
    }

    private func countAgain(_ one: Decoded) { (one.message.isRedelivered ? redelivered : republished).add(1) }

    private func grouped(_ batch: [Decoded]) -> [(MessageHandlers.Entry, [any Sendable])] {
        var order: [EventType] = []
        var groups: [EventType: (MessageHandlers.Entry, [any Sendable])] = [:]
        for item in batch {
            if groups[item.type] == nil {
                order.append(item.type)
                groups[item.type] = (item.entry, [])
            }
            groups[item.type]?.1.append(item.event)
        }
        return order.compactMap { groups[$0] }
    }

    private func fail(_ one: Decoded, _ error: any Error) async throws {
        failures.add(1)
        let now = clock.now()
        let text = ErrorText.of(error)
        let failed = FailedMessage(message: one.message, eventID: one.id, attempts: 1, firstFailedAt: now)
        logger.warning("Handling an event failed", ["type": .string(one.type.rawValue), "event_id": .string(one.id.text), "error": .string(text)])
        try await database.withTransaction { transaction in
            if error is PermanentFailure {
                try await parking.add(failed, reason: .permanent, error: text, in: transaction)
            } else if let due = policy.due(after: 1, now: now) {
                try await RetryStore.add(failed, due: due, error: text, in: transaction)
            } else {
                try await parking.add(failed, reason: .attemptsExhausted, error: text, in: transaction)
            }
        }
    }

    private func park(_ message: IncomingMessage, _ refusal: Refusal) async throws {
        failures.add(1)
        logger.error("A message cannot be understood", ["type": .string(message.type.rawValue), "error": .string(refusal.text)])
        let failed = FailedMessage(message: message, eventID: message.eventID, attempts: 1, firstFailedAt: clock.now())
        try await database.withTransaction { transaction in
            try await parking.add(failed, reason: refusal.reason, error: refusal.text, in: transaction)
        }
    }
}

extension MessageProcessor {
    /// A message with its handler and decoded event.
    struct Decoded: Sendable {
        let message: IncomingMessage
        let id: UUID
        let type: EventType
        let event: any Sendable
        let entry: MessageHandlers.Entry
    }

    /// Why a message cannot be handled at all.
    struct Refusal: Error {
        let reason: ParkingReason
        let text: String
    }

    func decode(_ message: IncomingMessage) -> Result<Decoded, Refusal> {
        guard let entry = handlers[message.type] else {
            return .failure(Refusal(reason: .unknownType, text: "no handler for this event type"))
        }
        do {
            let event = try entry.decode(message)
            guard let id = message.eventID else { throw UndecodableMessage("attribute id must be a UUID") }
            return .success(Decoded(message: message, id: id, type: message.type, event: event, entry: entry))
        } catch {
            return .failure(Refusal(reason: .undecodable, text: ErrorText.of(error)))
        }
    }

    /// Counts kept messages whose transaction is committed.
    func countKept(fresh: Int, done: Int) {
        handled.add(fresh)
        retried.add(done)
    }

    func countFailure() { failures.add(1) }
}
