import Configuration
import Contracts
import Foundation
import HTTP
import JSONSchema
import Lifecycle
import Messaging
import Observability
import Outbound
import Outbox
import PostgreSQL

/// A service with everything around it put together but not yet running: what `ServiceRunner` runs, and tests too.
public struct ServiceAssembly<S: PitcrewService>: Sendable {
    public let service: S
    public let context: ServiceContext
    public let router: Router
    public let server: HTTPServer
    /// Every part in starting order; stopping goes the other way: the door first, the database last.
    public let parts: [any Service]
    let drainTimeout: Duration

    /// - Throws: `ConfigurationError` naming the setting at fault; `ConsumptionMismatch` where the service's handlers are not those the
    ///   catalogue binds it to; `UnknownPermission` where a route asks for one that nobody can be given.
    public init(
        _ type: S.Type, settings: Settings, clock: any WallClock = SystemWallClock(), ids: (any IDGenerator)? = nil,
        sink: any LogSink = StandardErrorSink.shared
    ) throws {
        let configuration = try PlatformConfiguration(settings: settings)
        let context = try ContextAssembly(S.name, configuration, settings, clock, ids ?? UUIDv7Generator(clock: clock), sink)
        let service = try S(context.context)
        let (migrated, gate) = (Gate(), Gate())
        let messages = try MessageParts(service, context.context, configuration)
        let readiness = Readiness(
            migrated: migrated, database: context.context.database, publisher: messages.publisher, consumers: messages.consumers
        )
        let keys = TrustedKeys(database: context.context.database, issuer: configuration.issuer, clock: clock)
        let ended = EndedSessions(database: context.context.database, clock: clock)
        router = Self.router(service, context.context, readiness, messages.parking, migrated)
        try Permission.prove(router.scopes, of: S.name)
        var http = try HTTPServerConfiguration(settings: settings)
        http.drainTimeout = configuration.requestDrain
        server = HTTPServer(
            configuration: http, router: router,
            verifier: AccessTokenVerifier(
                keys: keys, ended: ended, issuer: configuration.issuer, audiences: S.audiences, clock: clock
            ),
            tracer: context.context.tracer, logger: context.context.logger, metrics: context.context.metrics
        )
        self.service = service
        self.context = context.context
        drainTimeout = configuration.drainTimeout
        let keeper = (clock as? DatabaseClock).map { Self.keeper(of: $0, context.context) }
        let startup = Startup(
            database: context.context.database, migrations: S.migrations, setClock: { try await keeper?.look() },
            checkBroker: messages.checkBroker, migrated: migrated, gate: gate, logger: context.context.logger
        )
        let gauges = MessageGauges(
            database: context.context.database, readiness: readiness, parking: messages.parking, metrics: context.context.metrics
        )
        let inner: [any Service] = (keeper.map { [$0] } ?? []) + messages.background + service.workers() + [gauges] + messages.consumers
        parts = [context.context.database, context.context.http] + context.poster + [messages.publisher, startup]
            + inner.map { Gated($0, behind: gate) } + [server]
    }

    private static func keeper(of clock: DatabaseClock, _ context: ServiceContext) -> ClockKeeper {
        ClockKeeper(clock: clock, logger: context.logger) {
            try await context.database.query("SELECT clock_timestamp() AS now").first?.get("now")
        }
    }

    /// Runs until a signal or a failure, then drains.
    public func run() async throws {
        try await ServiceGroup(parts, drainTimeout: drainTimeout, logger: context.logger).run()
    }

    private static func router(
        _ service: S, _ context: ServiceContext, _ readiness: Readiness, _ parking: ParkingStore, _ migrated: Gate
    ) -> Router {
        var router = Router()
        HealthAPI(readiness: readiness, metrics: context.metrics).routes(&router)
        router.hold { migrated.isOpen }
        OperatorAPI(
            service: S.name, database: context.database, parking: parking,
            desk: ParkingDesk(database: context.database, clock: context.clock, ids: context.ids),
            republishing: RepublishDesk(database: context.database, outbox: context.outbox, logger: context.logger), readiness: readiness
        ).routes(&router)
        service.routes(&router)
        let server = context.publicURL.appending(path: "api/\(S.name.rawValue)")
        let document = OpenAPIDocument(title: "Pitcrew \(S.name.rawValue)", version: "1", server: server, router: router).render()
        router.stream(
            .get, "/openapi.json", operation: "openapi", summary: "This document", access: .open, contentType: "application/json"
        ) { _, _ in StreamReply(contentType: "application/json", bytes: Array(document)) }
        return router
    }
}
