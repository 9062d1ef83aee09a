import Configuration
import Contracts
import Foundation
import Lifecycle
import Messaging
import Observability
import Outbox
import PostgreSQL
import ServiceKit

/// The parts under measurement: a producer's database work, the relay, and a consumer with its effect, on one database.
struct BenchParts: Sendable {
    let services: [any Service]
    let relay: any Service
    let consumer: any Service
    private let database: PostgresClient
    private let outbox: Outbox
    private let ids = UUIDv7Generator()
    private let template = AppointmentState.example

    init(settings: Settings) throws {
        let logger = Logger(service: "bench", level: .warning)
        let metrics = Metrics()
        let clock = SystemWallClock()
        let broker = try AMQPConfiguration(settings: settings)
        let tracer = Tracer(service: "bench", exporter: nil)
        let publisher = Publisher(configuration: broker, logger: logger, metrics: metrics)
        database = PostgresClient(configuration: try PostgresConfiguration(settings: settings), logger: logger, metrics: metrics)
        outbox = Outbox(source: EventSource(service: .booking, region: "eu"), clock: clock, ids: ids)
        let parking = ParkingStore(ids: ids)
        var handlers = MessageHandlers()
        handlers.onBatch(.appointmentCreated, AppointmentState.self) { events, transaction in
            try await Self.apply(events, in: transaction)
        }
        let processor = MessageProcessor(
            database: database, handlers: handlers, policy: try RetryPolicy(settings: settings), parking: parking, clock: clock,
            tracer: tracer, logger: logger, metrics: metrics
        )
        services = [database, publisher]
        relay = Relay(database: database, publisher: publisher, outbox: outbox, clock: clock, logger: logger, metrics: metrics)
        consumer = Consumer(
            configuration: broker, queue: PlatformTopology.queue(of: .analytics), prefetch: 256, batchSize: 64,
            batchDelay: .milliseconds(2), concurrency: 2, logger: logger, metrics: metrics,
            handler: { await processor.process($0) }
        )
    }

    func prepare() async throws {
        let migrator = Migrator(client: database, schemaTable: "pitcrew_platform_migrations", logger: Logger(service: "bench", level: .warning))
        try await migrator.apply(MessagingMigrations.all)
        try await database.execute("""
            CREATE TABLE IF NOT EXISTS bookings (id uuid PRIMARY KEY, version bigint NOT NULL, starts_at timestamptz NOT NULL,
                price bigint NOT NULL, due_at timestamptz NOT NULL)
            """)
        try await database.execute("CREATE TABLE IF NOT EXISTS effects (id uuid PRIMARY KEY, version bigint NOT NULL, price bigint NOT NULL)")
        try await makePartitions()
        try await database.execute("TRUNCATE bookings, effects, outbox, inbox, retry, parked")
    }

    /// One business transaction: a row and the event that tells of it.
    /// - Parameter due: when it should have begun.
    func book(due: Date) async throws {
        let id = ids.next()
        var state = template
        state.id = id
        let booking = state
        try await database.withTransaction { transaction in
            // Nothing of its answer is needed before the commit, so it costs no round trip of its own.
            try transaction.enqueue("""
                INSERT INTO bookings (id, version, starts_at, price, due_at)
                VALUES (\(id), \(booking.version), \(booking.start), \(Int64(booking.price.amount)), \(due))
                """)
            try await outbox.add(.appointmentCreated, subject: id, version: 1, payload: booking, in: transaction)
        }
    }

    private static func apply(_ events: [Event<AppointmentState>], in transaction: PostgresTransaction) async throws {
        try transaction.enqueue("""
            INSERT INTO effects (id, version, price)
            SELECT * FROM unnest(\(events.map(\.payload.id))::uuid[], \(events.map(\.payload.version))::bigint[],
                                 \(events.map { Int64($0.payload.price.amount) })::bigint[])
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, price = excluded.price
            WHERE effects.version < excluded.version
            """)
    }

    /// A partition of the outbox a day, as a service that has run for some days has them.
    private func makePartitions() async throws {
        let today = LocalDate(Date(), in: "UTC").daysSince1970
        for day in today - 2...today + 3 {
            let (from, to) = (LocalDate(daysSince1970: day), LocalDate(daysSince1970: day + 1))
            let statement = "CREATE TABLE IF NOT EXISTS outbox_d\(day) PARTITION OF outbox FOR VALUES FROM ('\(from)') TO ('\(to)')"
            try await database.execute("\(unescaped: statement)")
        }
    }

    /// Leaves events in the outbox that were never sent, of today and the two days before.
    func leave(_ count: Int) async throws {
        guard count > 0 else { return }
        let body = try JSONCoding.text(template)
        try await database.execute("""
            INSERT INTO outbox (created_at, event_id, type, subject, version, event_time, data_class, body)
            SELECT now() - (2 - 3 * (n - 1) / \(count)::bigint) * interval '1 day', gen_random_uuid(), 'appointment.created', id, 1, now(),
                   'personal', replace(\(body), \(template.id.text), id::text)
            FROM (SELECT n, gen_random_uuid() AS id FROM generate_series(1, \(count)::bigint) AS n) AS rows
            """)
    }

    func hasUnsent() async throws -> Bool { try await OutboxStore.backlog(bound: 1, in: database) > 0 }

    func effects() async throws -> Int {
        try await database.query("SELECT count(*) AS n FROM effects").first?.get("n", as: Int.self) ?? 0
    }

    func awaitEffects(_ expected: Int, within deadline: Duration) async throws {
        let end = ContinuousClock.now + deadline
        while ContinuousClock.now < end {
            if try await effects() == expected { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw BenchFailed("not every event had its effect in time")
    }
}
