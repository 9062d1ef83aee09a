/// All instruments by name and labels.
struct MetricRegistry: Sendable {
    /// Name and labels as a caller gave them.
    struct Request: Hashable, Sendable {
        let name: String
        let labels: [String: String]
    }

    /// By their repaired names.
    private(set) var families: [String: MetricFamily] = [:]
    /// The way around repairing and sorting for whoever asks again.
    private var known: [Request: Instrument] = [:]

    /// The instrument asked for, made where there is none; nil when the name is full or another kind's. May be of another kind
    /// when just these labels were registered under it. `make` is told the buckets the name has already.
    mutating func instrument(
        _ request: Request, _ kind: MetricFamily.Kind, _ help: String, _ make: ([Double]?) -> Instrument
    ) -> Instrument? {
        if let instrument = known[request] { return instrument }
        let name = MetricName.repaired(request.name)
        let labels = LabelSet(request.labels)
        if let alias = families[name]?.series[labels] { return alias }
        guard hasRoom(name, for: kind) else { return nil }
        let made = make(families[name]?.bounds)
        families[name, default: MetricFamily(kind: kind, help: help)].series[labels] = made
        known[request] = made
        return made
    }

    private func hasRoom(_ name: String, for kind: MetricFamily.Kind) -> Bool {
        guard let family = families[name] else { return true }
        return family.kind == kind && family.series.count < Metrics.maximumSeries
    }
}
