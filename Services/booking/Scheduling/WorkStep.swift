/// One step of a visit: done without a pause, by people at the same time, in one place.
///
/// The steps of a visit follow one another. The people and the tools of a step are taken for its length; the bay also for the
/// preparation before and the clean-up after.
public struct WorkStep: Sendable, Hashable {
    /// Labour of the guide. A technician of efficiency 125 needs four fifths of it; with several, the slowest counts.
    public var minutes: Int
    /// Skill code to the least level each of the technicians must have.
    public var skills: [String: Int]
    /// How many technicians work at once.
    public var technicians: Int
    /// A step without a bay is done beside the car, or on the road.
    public var needsBay: Bool
    /// Kinds the bay must serve, all of them; empty: any bay.
    public var bayKinds: Set<String>
    /// Kind of tool to units in use.
    public var tools: [String: Int]
    /// Minutes for which the bay is taken before the step, and after it.
    public var preparation: Int
    public var cleanUp: Int
    /// Minutes between the end of the step before and the start of this one. Means nothing for the first.
    public var lag: ClosedRange<Int>
    /// The technicians are those of the step before.
    public var sameTechnicians: Bool
    /// The car stays in the bay of the step before, which nobody else has in between, closed hours included.
    public var sameBay: Bool

    /// A year, in minutes.
    static let longestLag = 525_600

    public init(
        minutes: Int, skills: [String: Int] = [:], technicians: Int = 1, needsBay: Bool = true, bayKinds: Set<String> = [],
        tools: [String: Int] = [:], preparation: Int = 0, cleanUp: Int = 0, lag: ClosedRange<Int> = 0...0,
        sameTechnicians: Bool = false, sameBay: Bool = false
    ) {
        self.minutes = max(minutes, 1)
        self.skills = skills
        self.technicians = max(technicians, 1)
        self.needsBay = needsBay
        self.bayKinds = bayKinds
        self.tools = tools
        self.preparation = max(preparation, 0)
        self.cleanUp = max(cleanUp, 0)
        self.lag = lag.clamped(to: 0...Self.longestLag)
        self.sameTechnicians = sameTechnicians
        self.sameBay = sameBay
    }

    /// How long somebody needs alone; 100 works to the guide.
    func minutes(atEfficiency percent: Int) -> Int { percent == 100 ? minutes : (minutes * 100 + percent - 1) / percent }
}
