import Observability
import Synchronization

/// Counts and logs every request once, by route and never by path, so that neither metrics nor logs hold what clients typed.
struct RequestRecorder: Sendable {
    private let meters: [String: RouteMeter]
    private let unmatched: RouteMeter
    private let logger: Logger

    init(routes: [Route], logger: Logger, metrics: Metrics) {
        self.logger = logger
        unmatched = RouteMeter(route: "unmatched", method: "other", metrics)
        meters = Dictionary(uniqueKeysWithValues: routes.map { route in
            (route.operation, RouteMeter(route: route.template.text, method: route.method.rawValue, metrics))
        })
    }

    func begin(_ route: Route?, requestID: String) -> RequestRecord {
        let meter = route.flatMap { meters[$0.operation] } ?? unmatched
        return RequestRecord(meter: meter, requestID: requestID, logger: logger, isQuiet: route?.isQuiet ?? false)
    }
}

/// The instruments of one route.
struct RouteMeter: Sendable {
    let route: String
    let method: String
    private let seconds: Histogram
    private let requests: [Counter]

    init(route: String, method: String, _ metrics: Metrics) {
        self.route = route
        self.method = method
        seconds = metrics.histogram(
            "http_request_seconds", "Time from the head of a request to the head of its answer.",
            labels: ["route": route, "method": method]
        )
        requests = (1...5).map { statusClass in
            metrics.counter(
                "http_requests_total", "Requests answered.",
                labels: ["route": route, "method": method, "status": "\(statusClass)xx"]
            )
        }
    }

    func count(status: Int, _ duration: Duration) {
        requests[min(max(status / 100, 1), 5) - 1].add(1)
        seconds.observe(duration)
    }
}

/// One request under way. The first `finish` counts: a handler that returns after its deadline does not count again.
final class RequestRecord: Sendable {
    let requestID: String
    private let meter: RouteMeter
    private let logger: Logger
    private let isQuiet: Bool
    private let start = ContinuousClock.now
    private let isFinished = Atomic(false)

    init(meter: RouteMeter, requestID: String, logger: Logger, isQuiet: Bool) {
        self.meter = meter
        self.requestID = requestID
        self.logger = logger
        self.isQuiet = isQuiet
    }

    func finish(_ response: EngineResponse) {
        guard !isFinished.exchange(true, ordering: .relaxed) else { return }
        let duration = ContinuousClock.now - start
        meter.count(status: response.status, duration)
        if isQuiet && response.status < 500 {
            logger.debug("http request", fields(response.status, duration))
        } else {
            logger.info("http request", fields(response.status, duration))
        }
    }

    /// An error whose cause the client is not told: the log must say what it was. Our own errors describe themselves
    /// without personal data; a coding error quotes the value, so only its type is written.
    func failed(_ error: any Error) {
        let quotesValues = error is DecodingError || error is EncodingError
        logger.error("http handler failed", [
            "route": .string(meter.route), "method": .string(meter.method), "request_id": .string(requestID),
            "error_type": .errorType(error), "error": quotesValues ? "not written" : .string(String("\(error)".prefix(500))),
        ])
    }

    private func fields(_ status: Int, _ duration: Duration) -> [String: LogValue] {
        let milliseconds = Double(duration.components.seconds) * 1000 + Double(duration.components.attoseconds) / 1e15
        return [
            "method": .string(meter.method), "route": .string(meter.route), "status": .int(status),
            "milliseconds": .double((milliseconds * 1000).rounded() / 1000), "request_id": .string(requestID),
        ]
    }
}
