/// How long requests took, in buckets: enough for percentiles of a day, and addable over instances.
enum LatencyHistogram {
    /// Upper bounds in milliseconds, each half as much again as the one before; what is longer is in one more bucket.
    static let bounds: [Double] = (0..<28).map { step in
        (0..<step).reduce(1.0) { bound, _ in bound * 1.5 }
    }
    static let count = bounds.count + 1

    static func bucket(ofMilliseconds value: Double) -> Int { bounds.firstIndex { value <= $0 } ?? bounds.count }

    /// The bound below which that share of requests stayed, in milliseconds; nil for none.
    static func percentile(_ share: Double, of buckets: [Int64]) -> Double? {
        let total = buckets.reduce(0, +)
        guard total > 0, let last = bounds.last else { return nil }
        let wanted = Int64((share * Double(total)).rounded(.up))
        var seen: Int64 = 0
        for (bound, count) in zip(bounds, buckets) {
            seen += count
            if seen >= wanted { return (bound * 10).rounded() / 10 }
        }
        return last.rounded()
    }
}
