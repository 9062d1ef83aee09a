import Configuration
import Contracts
import Foundation
import HTTP
import Lifecycle
import Observability

/// A server with two operations of a service without its database: `GET /ping`, and `POST /echo`, which decodes an appointment into its type
/// and encodes it again. Requests are counted, traced and logged as in a service, at the level `warning`. Serves until it is stopped.
///
/// Settings: those of the HTTP server.
struct HTTPBench {
    let settings: Settings

    private struct Pong: Codable, Sendable {
        var message: String
    }

    func run() async throws {
        let logger = Logger(service: "bench", level: .warning)
        let server = HTTPServer(
            configuration: try HTTPServerConfiguration(settings: settings), router: Self.router(), verifier: nil,
            tracer: Tracer(service: "bench", exporter: nil), logger: logger, metrics: Metrics()
        )
        try await ServiceGroup([server], drainTimeout: .seconds(5), logger: logger).run()
    }

    private static func router() -> Router {
        var router = Router()
        router.on(.get, "/ping", operation: "ping", summary: "Ping", access: .open, output: Pong.self) { _, _, _ in
            .ok(Pong(message: "pong"))
        }
        router.on(
            .post, "/echo", operation: "echo", summary: "Echo", access: .open, body: AppointmentState.self, output: AppointmentState.self
        ) { _, _, body in .ok(body) }
        return router
    }
}
