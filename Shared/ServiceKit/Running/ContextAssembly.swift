import Configuration
import Contracts
import Foundation
import Lifecycle
import Observability
import Outbound
import Outbox
import PostgreSQL

/// Makes the context of one service, and the part that sends its traces away.
struct ContextAssembly {
    let context: ServiceContext
    let poster: [any Service]

    init(
        _ name: ServiceName, _ configuration: PlatformConfiguration, _ settings: Settings, _ clock: any WallClock,
        _ ids: any IDGenerator, _ sink: any LogSink
    ) throws {
        let logger = Logger(service: name.rawValue, level: configuration.logLevel, sink: sink)
        let metrics = Metrics()
        ProcessMetrics.register(in: metrics)
        let exporter = configuration.collector.map { _ in BatchSpanExporter() }
        let http = try HTTPClient(configuration: HTTPClientConfiguration(settings: settings), logger: logger, metrics: metrics)
        context = ServiceContext(
            settings: settings,
            database: PostgresClient(configuration: try PostgresConfiguration(settings: settings), logger: logger, metrics: metrics),
            outbox: Outbox(source: EventSource(service: name, region: configuration.region), clock: clock, ids: ids), http: http,
            logger: logger, metrics: metrics, tracer: Tracer(service: name.rawValue, exporter: exporter), clock: clock, ids: ids,
            region: configuration.region, publicURL: configuration.publicURL, issuer: configuration.issuer
        )
        if let exporter, let endpoint = configuration.collector {
            poster = [SpanPoster(exporter: exporter, endpoint: endpoint, service: name.rawValue, http: http, logger: logger, metrics: metrics)]
        } else {
            poster = []
        }
    }
}
