import Contracts
import Observability

/// Counts changes of the way people sign in, by whether they are told.
struct SecurityChangeMetrics: Sendable {
    enum Outcome: String, Sendable {
        case told
        /// The account has no address.
        case noAddress = "no_address"
        /// The person was told of as many new devices as they are in an hour.
        case withheld
    }

    private let metrics: Metrics

    init(_ metrics: Metrics) { self.metrics = metrics }

    func count(_ change: AccountSecurityChange.Change, _ outcome: Outcome) {
        metrics.counter(
            "pitcrew_security_changes_total", "Changes of the way people sign in, by whether they are told by mail.",
            labels: ["change": change.rawValue, "outcome": outcome.rawValue]
        ).add()
    }
}
