import Foundation

/// How long work will probably take: the logarithm of its minutes is normally distributed.
public struct DurationEstimate: Sendable, Hashable {
    /// Minutes; as often more as less.
    public let median: Double
    /// Standard deviation of the logarithm; 0 where nothing is known and the guide is taken at its word.
    public let spread: Double
    /// Finished jobs of the same service and vehicle class behind it.
    public let jobs: Int

    public init(median: Double, spread: Double, jobs: Int) {
        self.median = min(max(median, 1), 100_000)
        self.spread = min(max(spread, 0), 3)
        self.jobs = jobs
    }

    public var mean: Double { median * exp(spread * spread / 2) }

    public var variance: Double { mean * mean * (exp(spread * spread) - 1) }

    /// Minutes to plan: what is kept in `share` of the cases, a whole number.
    public func minutes(keptIn share: Double = 0.5) -> Int {
        max(Int((median * exp(spread * Self.quantile(share))).rounded(.up)), 1)
    }

    /// The probability that work done one after the other is finished within `minutes`.
    ///
    /// The sum is taken to be log-normal with the same mean and variance (Fenton 1960), which is good to a hundredth for the few jobs that
    /// lie before one another on a day.
    public static func probability(that work: [DurationEstimate], isDoneWithin minutes: Int) -> Double {
        guard !work.isEmpty else { return 1 }
        return sum(of: work).probability(within: Double(minutes))
    }

    /// All of it, one after the other.
    public static func sum(of work: [DurationEstimate]) -> DurationEstimate {
        let mean = work.reduce(0) { $0 + $1.mean }
        guard mean > 0 else { return DurationEstimate(median: 0, spread: 0, jobs: 0) }
        let square = log(1 + work.reduce(0) { $0 + $1.variance } / (mean * mean))
        return DurationEstimate(
            median: square > 0 ? exp(log(mean) - square / 2) : mean, spread: square.squareRoot(), jobs: work.map(\.jobs).min() ?? 0)
    }

    /// The probability that it takes at most so many minutes.
    func probability(within minutes: Double) -> Double {
        guard minutes > 0 else { return 0 }
        guard spread > 0 else { return minutes >= median ? 1 : 0 }
        return Self.normal(log(minutes / median) / spread)
    }

    private static func normal(_ value: Double) -> Double { erfc(-value / 2.0.squareRoot()) / 2 }

    /// The inverse of `normal`, by halving: exact enough for whole minutes.
    private static func quantile(_ share: Double) -> Double {
        var (low, high) = (-6.0, 6.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if normal(middle) < share { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
