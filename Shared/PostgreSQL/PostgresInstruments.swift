import Observability

/// What the client measures.
struct PostgresInstruments: Sendable {
    private let metrics: Metrics
    private let wait: Histogram
    private let transactions: Histogram

    init(metrics: Metrics, pool: ConnectionPool) {
        self.metrics = metrics
        wait = metrics.histogram("pitcrew_postgres_pool_wait_seconds", "Time spent waiting for a connection.")
        transactions = metrics.histogram("pitcrew_postgres_transaction_seconds", "Duration of transactions with their commit.")
        let leased = metrics.gauge("pitcrew_postgres_connections", "Connections.", labels: ["state": "leased"])
        let idle = metrics.gauge("pitcrew_postgres_connections", "Connections.", labels: ["state": "idle"])
        let waiting = metrics.gauge("pitcrew_postgres_pool_waiting", "Tasks waiting for a connection.")
        metrics.onRender { [weak pool] in
            guard let usage = pool?.usage else { return }
            leased.set(Double(usage.leased))
            idle.set(Double(usage.idle))
            waiting.set(Double(usage.waiting))
        }
    }

    func timed<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        try await measured(wait, body)
    }

    func transaction<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        try await measured(transactions, body)
    }

    /// Counts a failure by its sort; not the caller's cancellation.
    func count(_ error: any Error) {
        guard let error = error as? PostgresError else { return }
        let labels = ["kind": error.kind.rawValue]
        metrics.counter("pitcrew_postgres_errors_total", "Failed statements and commits.", labels: labels).add(1)
    }

    private func measured<Value>(_ histogram: Histogram, _ body: () async throws -> Value) async rethrows -> Value {
        let start = Uptime.now
        defer { histogram.observe(Double(Uptime.now - start) / 1e9) }
        return try await body()
    }
}
