import Configuration
import Contracts
import Foundation
import Messaging
import Observability
import PostgreSQL
import Synchronization
import TestSupport

@testable import Outbox

/// The message tables of one service, with everything that works on them.
struct MessageBench {
    let database: PostgresClient
    let outbox: Outbox
    let parking: ParkingStore
    let metrics = Metrics()
    let clock = ManualClock("2026-03-30T08:00:00Z")
    let processor: MessageProcessor
    let worker: RetryWorker
    let desk: ParkingDesk

    static func with(
        attempts: Int = 3, handlers: MessageHandlers, logger: Logger = .silent, _ body: (MessageBench) async throws -> Void
    ) async throws {
        try await withDatabase(migrations: MessagingMigrations.all) { database in
            try await database.execute("CREATE TABLE effects (event_id uuid NOT NULL, note text)")
            try await body(MessageBench(database, attempts, handlers, logger))
        }
    }

    private init(_ database: PostgresClient, _ attempts: Int, _ handlers: MessageHandlers, _ logger: Logger) {
        let ids = SequentialIDs()
        self.database = database
        outbox = Outbox(source: EventSource(service: .booking, region: "eu"), clock: clock, ids: ids)
        parking = ParkingStore(ids: ids)
        let policy = RetryPolicy(attempts: attempts, backoff: .init(base: .seconds(1), cap: .seconds(60)))
        processor = MessageProcessor(
            database: database, handlers: handlers, policy: policy, parking: parking, clock: clock,
            tracer: Tracer(service: "test", exporter: nil), logger: logger, metrics: metrics
        )
        worker = RetryWorker(database: database, processor: processor, parking: parking, policy: policy, clock: clock, logger: .silent)
        desk = ParkingDesk(database: database, clock: clock, ids: ids)
    }

    func count(_ table: String) async throws -> Int {
        try await database.query("SELECT count(*) AS n FROM \(unescaped: table)").first?.get("n") ?? -1
    }

    /// Runs everything that is due after the clock has moved an hour.
    func runDue() async throws {
        clock.advance(by: .seconds(3600))
        while try await worker.runOne() {}
    }

    /// A delivery as the broker would hand it out.
    func delivery(id: UUID = UUID(), type: EventType = .modelPromoted, body: String? = nil) throws -> Delivery {
        let event = Event(
            id: id, source: "/pitcrew/eu/ml-scoring", type: type, subject: UUID().text, time: clock.now(), aggregateVersion: 1, region: "eu",
            dataClass: .internal, traceparent: nil, payload: ModelState.example
        )
        let message = try OutgoingMessage(event: event)
        return Delivery(
            tag: 1, exchange: message.exchange, routingKey: type.rawValue, messageID: message.messageID, type: message.type,
            contentType: message.contentType, headers: message.headers, body: body.map { Array($0.utf8) } ?? message.body
        )
    }
}

/// A handler that notes each event it sees.
func noting() -> MessageHandlers {
    var handlers = MessageHandlers()
    handlers.on(.modelPromoted, ModelState.self) { event, transaction in
        try await transaction.execute("INSERT INTO effects (event_id) VALUES (\(event.id))")
    }
    return handlers
}

/// Keeps the lines it is given.
final class CollectingLog: LogSink {
    private let lines = Mutex<[String]>([])
    var text: String { lines.withLock { $0.joined(separator: "\n") } }
    var logger: Logger { Logger(service: "test", level: .info, sink: self) }

    func write(_ line: String) { lines.withLock { $0.append(line) } }
}
