/// What a planner is given: the people and things of a workshop over a horizon, and the visits they are there for.
///
/// Minutes count from the start of the horizon as they elapse, so a day whose clock changes needs no special care. Resources are
/// named by their position.
public struct PlanningProblem: Sendable {
    /// A technician: when there, with what skills, how quick, and how much of each day may be sold.
    public struct Person: Sendable {
        public var skills: [String: Int]
        public var efficiencyPercent: Int
        public var present: [Range<Int>]
        /// Minutes that may be sold on each day of the horizon, by the day a step starts on.
        public var ceilings: [Int]

        public init(skills: [String: Int], efficiencyPercent: Int = 100, present: [Range<Int>], ceilings: [Int]) {
            self.skills = skills
            self.efficiencyPercent = max(efficiencyPercent, 1)
            self.present = present
            self.ceilings = ceilings
        }
    }

    /// A bay and when it can be worked in.
    public struct Place: Sendable {
        public var kinds: Set<String>
        public var open: [Range<Int>]
        /// Minutes this bay needs before and after any work, beside what a step asks for.
        public var preparation: Int
        public var cleanUp: Int

        public init(kinds: Set<String>, open: [Range<Int>], preparation: Int = 0, cleanUp: Int = 0) {
            self.kinds = kinds
            self.open = open
            self.preparation = max(preparation, 0)
            self.cleanUp = max(cleanUp, 0)
        }
    }

    /// Units of a kind that replace each other: tools, loaner cars.
    public struct Pool: Sendable {
        public var kind: String
        public var units: Int
        /// One unit each is not there, or in use for work that does not move.
        public var taken: [Range<Int>]

        public init(kind: String, units: Int, taken: [Range<Int>] = []) {
            self.kind = kind
            self.units = units
            self.taken = taken
        }
    }

    /// A car that is to be worked on, wholly or not at all.
    public struct Visit: Sendable {
        /// 1 to 4, 4 the most pressing.
        public var priority: Int
        /// Not before: parts are there, the customer can come.
        public var release: Int
        /// When it was promised to be done.
        public var due: Int
        /// When the customer would like to come; nil: any time.
        public var wish: Int?
        /// The kind of pool of which one unit is taken from the first start to the last end.
        public var loaner: String?
        /// What the customer was told; nil for new work. A step a visit's step.
        public var confirmed: [PlannedStep]?
        /// Started or fixed by an advisor: stays as confirmed.
        public var isPinned: Bool
        public var steps: [WorkStep]

        public init(
            priority: Int = 2, release: Int = 0, due: Int = .max, wish: Int? = nil, loaner: String? = nil,
            confirmed: [PlannedStep]? = nil, isPinned: Bool = false, steps: [WorkStep]
        ) {
            self.priority = priority
            self.release = release
            self.due = due
            self.wish = wish
            self.loaner = loaner
            self.confirmed = confirmed
            self.isPinned = isPinned
            self.steps = steps
        }
    }

    /// Minutes.
    public var horizon: Int
    /// The first minute of each local day.
    public var days: [Int]
    public var people: [Person]
    public var places: [Place]
    public var pools: [Pool]
    /// Its stretches are counted from the start of the horizon.
    public var intake: Intake?
    /// First starts of what is not planned and counts at the counter all the same.
    public var arrived: [Int] = []
    public var visits: [Visit]
    public var prices: PlanPrices

    public init(
        horizon: Int, days: [Int], people: [Person], places: [Place], pools: [Pool] = [], intake: Intake? = nil, visits: [Visit],
        prices: PlanPrices = PlanPrices()
    ) {
        self.horizon = horizon
        self.days = days
        self.people = people
        self.places = places
        self.pools = pools
        self.intake = intake
        self.visits = visits
        self.prices = prices
    }
}
