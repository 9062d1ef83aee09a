import Contracts
import HTTP
import Observability

/// `/healthz` (the process answers), `/readyz` (it can do its work) and `/metrics` (Prometheus).
struct HealthAPI: Sendable {
    let readiness: Readiness
    let metrics: Metrics

    func routes(_ router: inout Router) {
        router.on(.get, "/healthz", operation: "health", summary: "Whether the process answers", access: .open, output: Health.self,
            isQuiet: true
        ) { _, _, _ in .ok(Health(status: "alive"))
        }
        router.on(
            .get, "/readyz", operation: "readiness", summary: "Whether the service can do its work", access: .open,
            output: Readiness.Report.self, errors: [ProblemSpec(503, "not-ready", "The service is not ready")], isQuiet: true
        ) { _, _, _ in
            let report = await readiness.report()
            guard report.ready else { throw NotReady(failing: report.checks.filter { !$0.value }.keys.sorted()) }
            return .ok(report)
        }
        let metrics = metrics
        router.stream(
            .get, "/metrics", operation: "metrics", summary: "Prometheus metrics", access: .open,
            contentType: "text/plain; version=0.0.4; charset=utf-8", isQuiet: true
        ) { _, _ in
            .text(metrics.render(), contentType: "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    struct Health: Codable, Sendable {
        let status: String
    }
}

/// The service cannot do its work yet, or for now.
struct NotReady: DomainError {
    let failing: [String]
    let slug = "not-ready"
    let kind = DomainErrorKind.unavailable
    var detail: String { "Not ready: \(failing.joined(separator: ", "))." }
}
