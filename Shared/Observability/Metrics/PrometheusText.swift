/// Prometheus text exposition format, version 0.0.4.
enum PrometheusText {
    static func render(_ families: [String: MetricFamily]) -> String {
        var text = ""
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            text += "# HELP \(name) \(escapedHelp(family.help))\n# TYPE \(name) \(family.kind.rawValue)\n"
            let series = family.series.map { (labels: $0.key.pairs.map(rendered), instrument: $0.value) }
            for (labels, instrument) in series.sorted(by: { $0.labels.lexicographicallyPrecedes($1.labels) }) {
                append(name, labels, instrument, to: &text)
            }
        }
        return text
    }

    private static func append(_ name: String, _ labels: [String], _ instrument: Instrument, to text: inout String) {
        switch instrument {
        case .counter(let counter): line(name, labels, number(counter.value), to: &text)
        case .gauge(let gauge): line(name, labels, number(gauge.value), to: &text)
        case .histogram(let histogram): append(name, labels, histogram, to: &text)
        }
    }

    private static func append(_ name: String, _ labels: [String], _ histogram: Histogram, to text: inout String) {
        let snapshot = histogram.snapshot
        var total: UInt64 = 0
        for (bound, count) in zip(histogram.bounds + [.infinity], snapshot.counts) {
            total += count
            line("\(name)_bucket", labels + ["le=\"\(number(bound))\""], String(total), to: &text)
        }
        line("\(name)_sum", labels, number(snapshot.sum), to: &text)
        line("\(name)_count", labels, String(total), to: &text)
    }

    private static func line(_ name: String, _ labels: [String], _ value: String, to text: inout String) {
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels.joined(separator: ","))} \(value)\n"
    }

    private static func rendered(_ pair: LabelSet.Pair) -> String { "\(pair.name)=\"\(escapedValue(pair.value))\"" }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return Int64(exactly: value).map(String.init) ?? "\(value)"
    }

    private static func escapedHelp(_ text: String) -> String { escaped(text, quotes: false) }
    private static func escapedValue(_ text: String) -> String { escaped(text, quotes: true) }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        // By scalar: a carriage return and a line feed are one Character, and would slip through.
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
