/// A customer who calls, wants to come at some time, and takes no time that is too far from it.
public struct Demand: Sendable {
    /// Minute of the call; nobody is given a time before it.
    public var calls: Int
    public var visit: PlanningProblem.Visit
    /// Minutes after the wish, or after the call where there is no wish, beyond which the customer goes elsewhere.
    public var patience: Int
    /// How many such customers call on average; 0 to 8.
    public var rate: Double

    public init(calls: Int, visit: PlanningProblem.Visit, patience: Int, rate: Double = 1) {
        self.calls = calls
        self.visit = visit
        self.patience = min(max(patience, 0), 1_000_000)
        self.rate = min(max(rate, 0), 8)
    }
}
