/// All series under one metric name.
struct MetricFamily: Sendable {
    enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    let kind: Kind
    let help: String
    var series: [LabelSet: Instrument] = [:]

    /// The buckets of the histograms here, once there is one.
    var bounds: [Double]? { series.values.first?.asHistogram?.bounds }
}

/// One time series.
enum Instrument: Sendable {
    case counter(Counter)
    case gauge(Gauge)
    case histogram(Histogram)

    var asCounter: Counter? { if case .counter(let counter) = self { counter } else { nil } }
    var asGauge: Gauge? { if case .gauge(let gauge) = self { gauge } else { nil } }
    var asHistogram: Histogram? { if case .histogram(let histogram) = self { histogram } else { nil } }
}

/// Labels in the order they are written, with names Prometheus accepts.
struct LabelSet: Hashable, Sendable {
    struct Pair: Hashable, Sendable {
        let name: String
        let value: String
    }

    let pairs: [Pair]

    init(_ labels: [String: String]) {
        pairs = labels.map { Pair(name: MetricName.repairedLabel($0.key), value: $0.value) }
            .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
            .reduce(into: []) { kept, pair in if kept.last?.name != pair.name { kept.append(pair) } }
    }
}
