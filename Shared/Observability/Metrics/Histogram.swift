import Synchronization

/// How observed values spread over buckets.
public final class Histogram: Sendable {
    struct Snapshot: Sendable {
        /// Per bucket, not cumulative; the last is for what is above all bounds.
        var counts: [UInt64]
        var sum = 0.0
    }

    let bounds: [Double]
    private let state: Mutex<Snapshot>

    init(bounds: [Double]) {
        self.bounds = Set(bounds.filter(\.isFinite)).sorted()
        state = Mutex(Snapshot(counts: Array(repeating: 0, count: self.bounds.count + 1)))
    }

    /// Counts one value. What is not a number is ignored.
    public func observe(_ value: Double) {
        guard !value.isNaN else { return }
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[bucket] += 1
            state.sum += value
        }
    }

    /// Counts one duration, in seconds.
    public func observe(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        observe(Double(seconds) + Double(attoseconds) / 1e18)
    }

    /// How many values so far.
    public var count: Int { Int(clamping: snapshot.counts.reduce(0, +)) }

    /// Their sum.
    public var sum: Double { snapshot.sum }

    var snapshot: Snapshot { state.withLock { $0 } }
}
