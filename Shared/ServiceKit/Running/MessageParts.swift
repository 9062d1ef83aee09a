import Contracts
import Foundation
import Lifecycle
import Messaging
import Observability
import Outbox

/// The message path of one service: publisher, relay, consumers, retries, dead letters.
struct MessageParts {
    let publisher: Publisher
    /// The service's own queue first, then its dead letters.
    let consumers: [Consumer]
    /// Relay, retries and cleaning.
    let background: [any Service]
    let parking: ParkingStore
    let checkBroker: @Sendable () async throws -> Void

    init<S: PitcrewService>(_ service: S, _ context: ServiceContext, _ configuration: PlatformConfiguration) throws {
        let broker = try AMQPConfiguration(settings: context.settings)
        let (database, logger, metrics, clock) = (context.database, context.logger, context.metrics, context.clock)
        let parking = ParkingStore(ids: context.ids)
        let policy = try RetryPolicy(settings: context.settings)
        let processor = MessageProcessor(
            database: database, handlers: try Self.handlers(of: service), policy: policy, parking: parking, clock: clock,
            tracer: context.tracer, logger: logger, metrics: metrics
        )
        let drain = DeadLetterDrain(database: database, parking: parking, clock: clock, logger: logger)
        publisher = Publisher(configuration: broker, logger: logger, metrics: metrics)
        consumers = [
            Consumer(
                configuration: broker, queue: PlatformTopology.queue(of: S.name),
                prefetch: configuration.consumerBatch * configuration.consumerConcurrency * 2, batchSize: configuration.consumerBatch,
                batchDelay: .milliseconds(2), concurrency: configuration.consumerConcurrency, stopTimeout: configuration.messageDrain,
                logger: logger, metrics: metrics, handler: { await processor.process($0) }
            ),
            Consumer(
                configuration: broker, queue: PlatformTopology.deadLetterQueue(of: S.name), prefetch: 32, batchSize: 16,
                batchDelay: .milliseconds(2), concurrency: 1, stopTimeout: configuration.messageDrain, logger: logger, metrics: metrics,
                handler: { await drain.process($0) }
            ),
        ]
        background = [
            Relay(
                database: database, publisher: publisher, outbox: context.outbox, batch: configuration.relayBatch, clock: clock,
                logger: logger, metrics: metrics
            ),
            RetryWorker(database: database, processor: processor, parking: parking, policy: policy, clock: clock, logger: logger),
            MessageJanitor(
                database: database,
                chores: [
                    { try await IdempotentReplies.forget(limit: $0, in: $1) }, { try await EndedSessions.forget(limit: $0, in: $1) },
                ] + service.chores(),
                clock: clock, logger: logger
            ),
        ]
        self.parking = parking
        checkBroker = { try await BrokerCheck(configuration: broker, service: S.name).run() }
    }

    /// The service's handlers with the ones every service has.
    private static func handlers<S: PitcrewService>(of service: S) throws -> MessageHandlers {
        var handlers = MessageHandlers()
        handlers.on(.signingKeysChanged, SigningKeysState.self) { event, transaction in
            try await TrustedKeys.store(event, in: transaction)
        }
        handlers.on(.sessionChanged, SessionState.self) { event, transaction in
            try await EndedSessions.store(event, in: transaction)
        }
        service.messages(&handlers)
        let declared = Set(EventCatalogue.types(consumedBy: S.name))
        guard handlers.types == declared else {
            throw ConsumptionMismatch(service: S.name, differing: handlers.types.symmetricDifference(declared))
        }
        return handlers
    }
}

/// A service handles other events than the catalogue binds it to: a mistake in the code, told before anything runs.
struct ConsumptionMismatch: Error, CustomStringConvertible {
    let service: ServiceName
    let differing: Set<EventType>
    var description: String {
        "\(service.rawValue) and the event catalogue disagree about \(differing.map(\.rawValue).sorted().joined(separator: ", "))"
    }
}
