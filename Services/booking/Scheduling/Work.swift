/// What one service asks of the workshop.
public struct ServiceDemand: Sendable, Hashable {
    public var labourTenths: Int
    public var skills: [String: Int]
    public var bayKind: String?
    public var tools: [String: Int]
    public var preparation: Int
    public var cleanUp: Int

    public init(
        labourTenths: Int, skills: [String: Int] = [:], bayKind: String? = nil, tools: [String: Int] = [:],
        preparation: Int = 0, cleanUp: Int = 0
    ) {
        self.labourTenths = labourTenths
        self.skills = skills
        self.bayKind = bayKind
        self.tools = tools
        self.preparation = preparation
        self.cleanUp = cleanUp
    }
}

/// Several services done in one visit by one technician in one bay, without a pause.
///
/// The technician and the tools are taken for `minutes`; the bay also for preparation before and clean-up after.
public struct Work: Sendable, Hashable {
    public let minutes: Int
    public let skills: [String: Int]
    public let bayKinds: Set<String>
    public let tools: [String: Int]
    public let preparation: Int
    public let cleanUp: Int

    /// Labour times add up; of skills, tools and buffers the most demanding service counts.
    /// - Parameter classPercent: the factor of the vehicle's class.
    public init(_ services: [ServiceDemand], classPercent: Int = 100) {
        let labour = services.reduce(0) { $0 + max($1.labourTenths, 0) } * 6
        minutes = max((labour * classPercent + 99) / 100, 1)
        skills = services.reduce(into: [:]) { $0.merge($1.skills, uniquingKeysWith: max) }
        tools = services.reduce(into: [:]) { $0.merge($1.tools, uniquingKeysWith: max) }
        bayKinds = Set(services.compactMap(\.bayKind))
        preparation = services.map(\.preparation).max() ?? 0
        cleanUp = services.map(\.cleanUp).max() ?? 0
    }

    /// What the bay is taken for when the technician starts at `start` and needs `minutes`.
    public func bayMinutes(start: EpochMinute, minutes: Int) -> Range<EpochMinute> {
        (start - preparation)..<(start + minutes + cleanUp)
    }
}
