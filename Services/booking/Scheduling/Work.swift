import Foundation

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

/// What is done in one visit: steps that follow one another.
public struct Work: Sendable, Hashable {
    /// At least one. The first follows nothing, so it shares no technician and no bay with a step before.
    public let steps: [WorkStep]
    /// Kind of tool of which the customer has one unit from the first start to the last end.
    public let loaner: String?
    /// Who is to do the first step, alone or among others; nil: anybody.
    public var lead: UUID?
    /// Where the car is to come first; nil: anywhere.
    public var firstBay: UUID?

    /// A step that keeps its technicians keeps their number too; the bay is kept only between two steps that have one.
    public init(_ steps: [WorkStep], loaner: String? = nil) {
        var chain = steps.isEmpty ? [WorkStep(minutes: 1, needsBay: false)] : steps
        chain[0].sameTechnicians = false
        chain[0].sameBay = false
        for index in chain.indices.dropFirst() {
            let before = chain[index - 1]
            if chain[index].sameTechnicians { chain[index].technicians = before.technicians }
            if !before.needsBay || !chain[index].needsBay { chain[index].sameBay = false }
        }
        self.steps = chain
        self.loaner = loaner
    }

    /// Several services done by one technician in one bay, without a pause: one step. Labour times add up; of skills, tools and
    /// buffers the most demanding service counts.
    /// - Parameter classPercent: the factor of the vehicle's class.
    public init(_ services: [ServiceDemand], classPercent: Int = 100) {
        let labour = services.reduce(0) { $0 + max($1.labourTenths, 0) } * 6
        self.init([WorkStep(
            minutes: (labour * classPercent + 99) / 100, skills: services.reduce(into: [:]) { $0.merge($1.skills, uniquingKeysWith: max) },
            bayKinds: Set(services.compactMap(\.bayKind)),
            tools: services.reduce(into: [:]) { $0.merge($1.tools, uniquingKeysWith: max) },
            preparation: services.map(\.preparation).max() ?? 0, cleanUp: services.map(\.cleanUp).max() ?? 0
        )])
    }

    /// The step of a visit that has no other; nil for a visit of several.
    public var onlyStep: WorkStep? { steps.count == 1 ? steps.first : nil }

    /// From the first start to the last end by the labour guide, without waiting longer than must be.
    public var minutes: Int {
        steps.reduce(0) { $0 + $1.minutes } + steps.dropFirst().reduce(0) { $0 + $1.lag.lowerBound }
    }
}

extension WorkStep {
    /// What the bay is taken for when the technicians start at `start` and need `minutes`, without the bay's own buffers.
    public func bayMinutes(start: EpochMinute, minutes: Int) -> Range<EpochMinute> {
        (start - preparation)..<(start + minutes + cleanUp)
    }
}
