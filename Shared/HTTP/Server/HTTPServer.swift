import Lifecycle
import Observability
import Synchronization

/// Serves the operations of a router over HTTP/1.1.
public final class HTTPServer: Service {
    public let name = "http"
    private let configuration: HTTPServerConfiguration
    private let engine: any HTTPEngine
    private let logger: Logger
    private let boundPort = Mutex<Int?>(nil)

    /// - Parameter verifier: verifies bearer tokens; without one every route that demands scopes answers 401.
    public init(
        configuration: HTTPServerConfiguration, router: Router, verifier: (any TokenVerifying)?, tracer: Tracer, logger: Logger,
        metrics: Metrics
    ) {
        self.configuration = configuration
        self.logger = logger
        let pipeline = RequestPipeline(
            routes: router.routes, configuration: configuration, access: AccessControl(verifier: verifier), tracer: tracer,
            records: RequestRecorder(routes: router.routes, logger: logger, metrics: metrics)
        )
        let engine = MicroHTTPDaemon(
            address: configuration.address, port: configuration.port, threads: configuration.threads,
            maximumConnections: configuration.maximumConnections, limits: configuration.limits, admitting: pipeline
        )
        let open = metrics.gauge("http_connections_open", "Client connections open now.")
        metrics.onRender { [weak engine] in open.set(engine?.connectionCount ?? 0) }
        self.engine = engine
    }

    /// The port listened on; nil before `run` has begun and after it has ended.
    public var port: Int? { boundPort.withLock { $0 } }

    /// Listens until cancelled, then stops accepting, lets the requests in hand finish within `drainTimeout`, and closes.
    /// Throws when the address cannot be had.
    public func run() async throws {
        let port = try engine.start()
        boundPort.withLock { $0 = port }
        logger.info("http server listens", ["address": .string(configuration.address), "port": .int(port)])
        await untilCancelled()
        await engine.stop(within: configuration.drainTimeout)
        boundPort.withLock { $0 = nil }
        logger.info("http server stopped")
    }

    private func untilCancelled() async {
        while (try? await Task.sleep(for: .seconds(3600))) != nil {}
    }
}
