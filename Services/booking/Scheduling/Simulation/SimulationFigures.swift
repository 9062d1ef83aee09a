/// How one run went.
public struct SimulationFigures: Sendable, Hashable {
    /// Share of the people's time that is sold.
    public var utilisation: Double
    /// From the call to the start, the mean of all who were served.
    public var leadMinutes: Double
    /// Share of the callers who got no time they would take.
    public var refused: Double
    /// Minutes all people together worked after the end of their day.
    public var overtimeMinutes: Double

    func minus(_ other: SimulationFigures) -> SimulationFigures {
        SimulationFigures(
            utilisation: utilisation - other.utilisation, leadMinutes: leadMinutes - other.leadMinutes, refused: refused - other.refused,
            overtimeMinutes: overtimeMinutes - other.overtimeMinutes
        )
    }
}

/// A figure over many runs: nine tenths of them lie between `low` and `high`.
public struct SimulationBand: Sendable, Hashable {
    public let low: Double
    public let median: Double
    public let high: Double

    init(_ values: [Double]) {
        let sorted = values.sorted()
        func quantile(_ share: Double) -> Double {
            guard let last = sorted.indices.last else { return 0 }
            let position = share * Double(last)
            let (below, above) = (sorted[Int(position)], sorted[min(Int(position) + 1, last)])
            return below + (above - below) * (position - position.rounded(.down))
        }
        (low, median, high) = (quantile(0.05), quantile(0.5), quantile(0.95))
    }
}

public struct SimulationBands: Sendable, Hashable {
    public let utilisation: SimulationBand
    public let leadMinutes: SimulationBand
    public let refused: SimulationBand
    public let overtimeMinutes: SimulationBand

    init(_ runs: [SimulationFigures]) {
        utilisation = SimulationBand(runs.map(\.utilisation))
        leadMinutes = SimulationBand(runs.map(\.leadMinutes))
        refused = SimulationBand(runs.map(\.refused))
        overtimeMinutes = SimulationBand(runs.map(\.overtimeMinutes))
    }
}

/// The same callers served by a plan as it is, and with a change.
public struct SimulatedRun: Sendable, Hashable {
    public let before: SimulationFigures
    public let after: SimulationFigures
}

/// A plan as it is and with a change, under the same demand.
public struct SimulationComparison: Sendable, Hashable {
    public let before: SimulationBands
    public let after: SimulationBands
    /// After less before, run by run: its band is narrower than the two bands suggest.
    public let difference: SimulationBands

    public init(_ runs: [SimulatedRun]) {
        before = SimulationBands(runs.map(\.before))
        after = SimulationBands(runs.map(\.after))
        difference = SimulationBands(runs.map { $0.after.minus($0.before) })
    }
}
