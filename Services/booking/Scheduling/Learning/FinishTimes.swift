import Foundation

/// When work that is done one after the other will be finished: a distribution over minutes.
///
/// Kept as masses of equal steps, because nothing simple describes a sum of log-normal times of which some must wait for a customer.
public struct FinishTimes: Sendable {
    /// Minutes.
    public static let step = 2
    /// Work that takes longer than this is not told apart.
    private static let longest = 3 * 1_440

    /// Where the first mass lies.
    private var base: EpochMinute
    private var masses: [Double] = [1]

    /// Certainly at a minute.
    public init(at minute: EpochMinute) { base = minute }

    /// What follows does not begin before `minute`.
    public mutating func wait(until minute: EpochMinute) {
        guard base < minute else { return }
        let distance = minute - base
        var later = [Double](repeating: 0, count: max(masses.count - distance / Self.step, 1) + 1)
        for (index, mass) in masses.enumerated() {
            let position = Double(index * Self.step - distance) / Double(Self.step)
            guard position > 0 else { later[0] += mass; continue }
            // Between two steps, each gets its part: the mean stays.
            let below = Int(position)
            later[below] += mass * (Double(below + 1) - position)
            later[below + 1] += mass * (position - Double(below))
        }
        (base, masses) = (minute, later)
    }

    /// Work follows.
    /// - Parameter elapsed: minutes of it that are done already; it is known not to have been finished within them.
    public mutating func add(_ estimate: DurationEstimate, elapsed: Int = 0) {
        guard estimate.spread > 0 else {
            base += max(Int(estimate.median.rounded()) - elapsed, elapsed > 0 ? Self.step : 0)
            return
        }
        let work = Self.masses(of: estimate, elapsed: max(elapsed, 0))
        var sum = [Double](repeating: 0, count: min(masses.count + work.count, Self.longest / Self.step))
        for (index, mass) in masses.enumerated() where mass > 1e-12 {
            for (offset, share) in work.enumerated() { sum[min(index + offset, sum.count - 1)] += mass * share }
        }
        masses = sum
    }

    /// The probability that all of it is finished by a minute.
    public func probability(by minute: EpochMinute) -> Double {
        guard masses.count > 1 else { return base <= minute ? 1 : 0 }
        let whole = masses.enumerated().reduce(0) { sum, one in
            // A mass stands for the step around it; the first, which may have waited, for its minute.
            let reached = Double(minute - base - one.offset * Self.step) / Double(Self.step) + 0.5
            let share = one.offset == 0 ? (minute >= base ? 1 : 0) : min(max(reached, 0), 1)
            return sum + one.element * share
        }
        return min(max(whole, 0), 1)
    }

    private static func masses(of estimate: DurationEstimate, elapsed: Int) -> [Double] {
        let surviving = 1 - estimate.probability(within: Double(elapsed))
        // As good as never took so long: it may be done any minute.
        guard surviving > 1e-9 else { return [0, 1] }
        let end = min(estimate.median * exp(4 * estimate.spread) - Double(elapsed), Double(longest))
        let count = max(Int(end / Double(step)) + 2, 2)
        var shares = (0..<count).map { index -> Double in
            let (from, to) = (Double(elapsed) + max(Double(index) - 0.5, 0) * Double(step), Double(elapsed) + (Double(index) + 0.5) * Double(step))
            return (estimate.probability(within: to) - estimate.probability(within: from)) / surviving
        }
        // What lies beyond the last step, so that nothing is lost.
        shares[count - 1] += max(1 - shares.reduce(0, +), 0)
        return shares
    }
}
