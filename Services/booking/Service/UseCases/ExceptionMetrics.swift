import Contracts
import Observability

/// The figures of requests outside policy.
struct ExceptionMetrics: Sendable {
    let requested: Counter
    let open: Gauge
    let overdue: Gauge
    private let settled: [ExceptionStatus: Counter]

    init(_ metrics: Metrics) {
        requested = metrics.counter("pitcrew_booking_exceptions_requested_total", "Requests outside policy.")
        open = metrics.gauge("pitcrew_booking_exceptions_open", "Requests outside policy that wait for a decision.")
        overdue = metrics.gauge("pitcrew_booking_exceptions_overdue", "Requests outside policy that wait for longer than they should.")
        settled = Dictionary(uniqueKeysWithValues: [.approved, .overridden, .declined, .expired].map { (status: ExceptionStatus) in
            (status, metrics.counter(
                "pitcrew_booking_exceptions_settled_total", "Requests outside policy that were settled.", labels: ["outcome": status.rawValue]
            ))
        })
    }

    func settled(_ status: ExceptionStatus) { settled[status]?.add() }
}
