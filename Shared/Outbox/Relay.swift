import Concurrency
import Contracts
import Foundation
import Lifecycle
import Messaging
import Observability
import PostgreSQL

/// Publishes what the outbox holds. Many instances may run: each takes rows nobody else has in hand.
///
/// The rows stay locked while the broker confirms them, the one place where a remote call is made inside a transaction: the lock is
/// what frees them at once when this process dies, and the publisher's deadline bounds it. A crash between confirm and mark publishes
/// a row twice under the same id, which every consumer's inbox swallows.
public struct Relay: Service {
    public let name = "outbox relay"
    private let database: PostgresClient
    private let publisher: Publisher
    private let outbox: Outbox
    private let batch: Int
    private let poll: Duration
    private let logger: Logger
    private let published: Counter
    private let unroutable: Counter
    private let unsendable: Counter
    private let lag: Histogram
    private let clock: any WallClock

    /// - Parameter poll: how long a row may wait that was committed without this process noticing.
    public init(
        database: PostgresClient, publisher: Publisher, outbox: Outbox, batch: Int = 256, poll: Duration = .milliseconds(500),
        clock: any WallClock, logger: Logger, metrics: Metrics
    ) {
        self.database = database
        self.publisher = publisher
        self.outbox = outbox
        self.batch = batch
        self.poll = poll
        self.clock = clock
        self.logger = logger
        published = metrics.counter("pitcrew_outbox_published_total", "Events the broker has confirmed.")
        unroutable = metrics.counter("pitcrew_outbox_unroutable_total", "Events that came back because no queue is bound to them.")
        unsendable = metrics.counter("pitcrew_outbox_unsendable_total", "Times an event was put aside that AMQP cannot carry.")
        lag = metrics.histogram(
            "pitcrew_outbox_lag_seconds",
            "Time from an event to its confirmation by the broker; not of events that were held up or published again."
        )
    }

    public func run() async throws {
        var pause = newPause
        var size = BatchSize(most: batch)
        while !Task.isCancelled {
            do {
                let limit = size.now
                let count = try await shielded { try await relayBatch(limit) }
                pause = newPause
                size.grow()
                if count < limit { await outbox.wakeup.wait(timeout: poll) }
            } catch {
                if (error as? AMQPError)?.code == .unknownOutcome { size.halve() }
                guard await pause.wait(after: error) else { return }
            }
        }
    }

    private var newPause: DatabasePause { DatabasePause(logger: logger, refused: "Events cannot be published; trying again") }

    /// Publishes one batch and marks what was confirmed.
    /// - Returns: how many rows were taken.
    func relayBatch(_ limit: Int) async throws -> Int {
        try await database.withTransaction { transaction in
            let rows = try await OutboxStore.claim(limit: limit, in: transaction)
            guard !rows.isEmpty else { return 0 }
            let source = outbox.source
            let messages = rows.map { EventEnvelope.message(of: $0, source: source.uri, region: source.region) }
            do {
                try settle(rows, try await publisher.publish(messages), in: transaction)
            } catch let error as AMQPError where error.code == .invalidArgument {
                try holdUnsendable(zip(rows, messages), in: transaction)
            }
            return rows.count
        }
    }

    /// Puts what AMQP cannot carry aside for an hour, so that the events behind it are sent with the next batch.
    private func holdUnsendable(
        _ batch: Zip2Sequence<[OutboxRow], [OutgoingMessage]>, in transaction: PostgresTransaction
    ) throws {
        var held: [OutboxRow] = []
        for (row, message) in batch {
            do {
                try message.checkLimits()
            } catch {
                held.append(row)
                logger.error("An event cannot be sent", ["event_id": .string(row.eventID.text), "error": .string(ErrorText.of(error))])
            }
        }
        unsendable.add(held.count)
        try OutboxStore.hold(held, for: .seconds(3600), in: transaction)
    }

    private func settle(_ rows: [OutboxRow], _ outcomes: [PublishOutcome], in transaction: PostgresTransaction) throws {
        var sent: [OutboxRow] = []
        var held: [OutboxRow] = []
        let now = clock.now()
        for (row, outcome) in zip(rows, outcomes) {
            switch outcome {
            case .confirmed:
                sent.append(row)
                if !row.wasHeld { lag.observe(max(0, now.timeIntervalSince(row.time))) }
            case .returned(_, let text):
                held.append(row)
                unroutable.add(1)
                logger.error("No queue is bound to an event", ["type": .string(row.type), "broker": .string(text)])
            case .refused:
                held.append(row)
                logger.warning("The broker refused an event", ["type": .string(row.type)])
            }
        }
        try OutboxStore.markSent(sent, in: transaction)
        try OutboxStore.hold(held, for: .seconds(5), in: transaction)
        published.add(sent.count)
    }
}
