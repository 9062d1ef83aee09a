import Synchronization

/// The metrics of a process, and their rendering for Prometheus.
///
/// Asking twice for the same name and labels gives the same instrument; keep it where the path is hot. Nothing here traps:
/// a bad name is repaired, and what cannot be registered (another kind under that name, too many label sets) still counts,
/// but unseen, and is counted in `pitcrew_metrics_rejected_total`.
public final class Metrics: Sendable {
    /// Seconds, from a millisecond to ten: for durations of requests and messages.
    public static let defaultBuckets: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    /// More label sets than this under one name are a mistake (an id as a label).
    public static let maximumSeries = 2000

    private struct State {
        var registry = MetricRegistry()
        var collectors: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())
    private let rejected = Counter()

    /// A registry of its own: one for a process, one for a test.
    public init() {
        state.withLock { [rejected] state in
            _ = state.registry.instrument(
                .init(name: "pitcrew_metrics_rejected_total", labels: [:]), .counter, "Instruments that could not be registered."
            ) { _ in .counter(rejected) }
        }
    }

    /// What only grows.
    public func counter(_ name: String, _ help: String, labels: [String: String] = [:]) -> Counter {
        register(.counter, name, help, labels, make: { _ in .counter(Counter()) }, as: \.asCounter) ?? Counter()
    }

    /// What goes up and down.
    public func gauge(_ name: String, _ help: String, labels: [String: String] = [:]) -> Gauge {
        register(.gauge, name, help, labels, make: { _ in .gauge(Gauge()) }, as: \.asGauge) ?? Gauge()
    }

    /// How values spread. The first to name it decides the buckets (upper bounds, ascending; infinity is added).
    public func histogram(
        _ name: String, _ help: String, buckets: [Double]? = nil, labels: [String: String] = [:]
    ) -> Histogram {
        let bounds = buckets ?? Metrics.defaultBuckets
        return register(.histogram, name, help, labels, make: { .histogram(Histogram(bounds: $0 ?? bounds)) }, as: \.asHistogram)
            ?? Histogram(bounds: bounds)
    }

    /// Calls `collect` before each rendering, to set gauges that are cheaper to read than to keep.
    public func onRender(_ collect: @escaping @Sendable () -> Void) {
        state.withLock { $0.collectors.append(collect) }
    }

    /// Everything, in the Prometheus text format 0.0.4 (`text/plain; version=0.0.4; charset=utf-8`).
    public func render() -> String {
        for collect in state.withLock({ $0.collectors }) { collect() }
        let families = state.withLock { $0.registry.families }
        return PrometheusText.render(families)
    }

    private func register<Wanted>(
        _ kind: MetricFamily.Kind, _ name: String, _ help: String, _ labels: [String: String],
        make: ([Double]?) -> Instrument, as cast: (Instrument) -> Wanted?
    ) -> Wanted? {
        let instrument = state.withLock { $0.registry.instrument(.init(name: name, labels: labels), kind, help, make) }
        if let found = instrument.flatMap(cast) { return found }
        rejected.add(1)
        return nil
    }
}
