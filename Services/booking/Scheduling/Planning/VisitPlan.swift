/// When a step is done, by whom and where.
public struct PlannedStep: Sendable, Hashable {
    public var start: Int
    /// Positions among the problem's people, ascending.
    public var people: [Int]
    /// Position among the problem's places; nil for a step without a bay.
    public var place: Int?

    public init(start: Int, people: [Int], place: Int?) {
        self.start = start
        self.people = people.sorted()
        self.place = place
    }
}

/// The steps of each visit, by its position; nil where a visit is not served.
public struct VisitPlan: Sendable, Equatable {
    public var visits: [[PlannedStep]?]
    public var cost: PlanCost
}

/// What each thing a plan should avoid costs. All are added up, so much of a cheap thing outweighs little of a dear one: with the defaults,
/// which are those of the benchmark, to relieve the busiest by 150 thousandths is worth another time for one customer.
public struct PlanPrices: Sendable, Hashable {
    /// For a visit that is not served, times its priority.
    public var unserved = 10_000
    /// For a minute after the promised one, times the priority.
    public var lateMinute = 1
    /// For a confirmed visit that begins at another time, and for one with other people.
    public var otherTime = 300
    public var otherPeople = 60
    /// For one in another bay, at the same time and with the same people: the customer need not know.
    public var otherPlace = 0
    /// Minutes away from a wish that cost one.
    public var wishMinutes = 6
    /// For each level of skill above what a step asks for.
    public var surplusLevel = 2
    /// For each thousandth of the week of whoever is taken most.
    public var loadPermille = 2

    public init() {}
}

/// The cost of a plan by its parts; less is better.
public struct PlanCost: Sendable, Hashable {
    public var unserved = 0
    public var late = 0
    public var changed = 0
    public var wishes = 0
    public var surplus = 0
    public var unfair = 0

    public init(unserved: Int = 0, late: Int = 0, changed: Int = 0, wishes: Int = 0, surplus: Int = 0, unfair: Int = 0) {
        self.unserved = unserved
        self.late = late
        self.changed = changed
        self.wishes = wishes
        self.surplus = surplus
        self.unfair = unfair
    }

    public var total: Int { unserved + late + changed + wishes + surplus + unfair }
}
