import Foundation

/// Which moments a model is trained and judged at (time split).
///
/// The history from `start` to `end` is cut so that no label of training reaches past the moment of validation:
/// training moments lie at or before `end - 2 × horizon`, the moment of validation is `end - horizon`. The horizon is a year, or a
/// third of the history where that is shorter.
struct TrainingPlan: Sendable, Equatable {
    let horizonDays: Int
    let training: [Date]
    let validation: Date

    static let longestHorizon = 365
    private static let day = 86_400.0
    /// Least history before a training moment, and the distance between them.
    private static let step = 30.0 * day
    private static let mostMoments = 12

    /// Nil where the history is shorter than 90 days.
    init?(from start: Date, to end: Date) {
        let days = Int(end.timeIntervalSince(start) / Self.day)
        guard days >= 90 else { return nil }
        horizonDays = min(Self.longestHorizon, days / 3)
        let horizon = Double(horizonDays) * Self.day
        validation = end - horizon
        let last = end - 2 * horizon
        training = (0..<Self.mostMoments).map { last - Double($0) * Self.step }.filter { $0 == last || $0 >= start + Self.step }
    }

    /// Whether the customer stayed away: no completed visit from the moment on until the horizon is over.
    func isChurned(_ history: CustomerHistory, at moment: Date) -> Bool {
        let end = moment + Double(horizonDays) * Self.day
        return !history.visits.contains { $0.status == .completed && $0.start >= moment && $0.start < end }
    }

    /// The customers known at a moment, as features and labels.
    func examples(_ histories: [CustomerHistory], at moment: Date) -> Examples {
        let known = histories.filter { $0.isKnown(at: moment) }
        return Examples(
            customers: known.map(\.id), rows: known.map { FeatureVector($0, at: moment).values },
            labels: known.map { isChurned($0, at: moment) }
        )
    }
}

/// Rows with their labels.
struct Examples: Sendable {
    var customers: [UUID] = []
    var rows: [[Double]] = []
    var labels: [Bool] = []

    mutating func append(_ other: Examples) {
        customers += other.customers
        rows += other.rows
        labels += other.labels
    }

    /// Two halves by a bit of the customer's id, which has nothing to do with the customer's behaviour: one fits the calibration,
    /// the other gives the figures.
    func halves() -> (first: Examples, second: Examples) {
        var (first, second) = (Examples(), Examples())
        for index in rows.indices {
            let row = Examples(customers: [customers[index]], rows: [rows[index]], labels: [labels[index]])
            let bits = lowBits(of: customers[index])
            if bits.nonzeroBitCount.isMultiple(of: 2) { first.append(row) } else { second.append(row) }
        }
        return (first, second)
    }

    private func lowBits(of id: UUID) -> UInt64 {
        let u = id.uuid
        return [u.8, u.9, u.10, u.11, u.12, u.13, u.14, u.15].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
