import Foundation

/// One step of a visit: who does it, where, with what, and when each of them is taken.
public struct StepAssignment: Sendable, Hashable {
    /// In the order of ids.
    public let technicians: [UUID]
    public let bay: UUID?
    public let tools: [UUID]
    public let start: EpochMinute
    public let end: EpochMinute
    /// Preparation and clean-up included; the step's own minutes where it has no bay.
    public let bayMinutes: Range<EpochMinute>

    public init(
        technicians: [UUID], bay: UUID?, tools: [UUID], start: EpochMinute, end: EpochMinute, bayMinutes: Range<EpochMinute>
    ) {
        self.technicians = technicians
        self.bay = bay
        self.tools = tools
        self.start = start
        self.end = end
        self.bayMinutes = bayMinutes
    }

    public var minutes: Range<EpochMinute> { start..<end }
}

/// A whole visit.
public struct Assignment: Sendable, Hashable {
    /// In their order, at least one.
    public let steps: [StepAssignment]
    /// The unit the customer drives meanwhile.
    public let loaner: UUID?
    /// A bay with what it is taken for; steps between which the car stays are one stretch.
    public let bays: [Reserved]

    public struct Reserved: Sendable, Hashable {
        public let resource: UUID
        public let minutes: Range<EpochMinute>
    }

    /// - Parameter staying: whether the car stays in the bay of the step before, for each step.
    init?(steps: [StepAssignment], staying: [Bool], loaner: UUID?) {
        guard !steps.isEmpty else { return nil }
        self.steps = steps
        self.loaner = loaner
        var bays: [Reserved] = []
        for (step, stays) in zip(steps, staying) {
            guard let bay = step.bay else { continue }
            if stays, let last = bays.last {
                let first = min(last.minutes.lowerBound, step.bayMinutes.lowerBound)
                bays[bays.count - 1] = Reserved(resource: bay, minutes: first..<max(last.minutes.upperBound, step.bayMinutes.upperBound))
            } else {
                bays.append(Reserved(resource: bay, minutes: step.bayMinutes))
            }
        }
        self.bays = bays
    }

    /// A visit of one step by one technician in one bay.
    public init(
        technician: UUID, bay: UUID, tools: [UUID], start: EpochMinute, end: EpochMinute, bayMinutes: Range<EpochMinute>
    ) {
        steps = [StepAssignment(technicians: [technician], bay: bay, tools: tools, start: start, end: end, bayMinutes: bayMinutes)]
        loaner = nil
        bays = [Reserved(resource: bay, minutes: bayMinutes)]
    }

    public var start: EpochMinute { steps.first?.start ?? 0 }
    public var end: EpochMinute { steps.last?.end ?? 0 }
    public var minutes: Range<EpochMinute> { start..<max(end, start) }

    /// Everybody and everything with what they are taken for, in the order of steps.
    public var taken: [Reserved] {
        steps.flatMap { step in (step.technicians + step.tools).map { Reserved(resource: $0, minutes: step.minutes) } } + bays
            + (loaner.map { [Reserved(resource: $0, minutes: minutes)] } ?? [])
    }

    /// All that this takes, as reservations of `owner`.
    public func reservations(owner: UUID, isPinned: Bool = false) -> [Reservation] {
        taken.map { Reservation(resource: $0.resource, owner: owner, minutes: $0.minutes, isPinned: isPinned) }
    }
}

/// A possible assignment and what speaks against it.
public struct Candidate: Sendable, Hashable {
    public let assignment: Assignment
    public let cost: Cost
}

/// Soft rules as one integer, lower is better: fairness before over-skilling before fragmentation.
public struct Cost: Sendable, Hashable, Comparable {
    /// The fullest day of those who do it, after this job, in twentieths of its capacity.
    public let load: Int
    /// Levels above what is asked for, and kinds of bay that are not needed.
    public let surplus: Int
    /// Minutes left beside the work that are too short to sell, and a fixed price for splitting a free stretch.
    public let fragmentation: Int

    public init(load: Int, surplus: Int, fragmentation: Int) {
        self.load = load
        self.surplus = surplus
        self.fragmentation = fragmentation
    }

    public var total: Int { min(load, 99) * 100_000 + min(surplus, 99) * 1_000 + min(fragmentation, 999) }

    public static func < (left: Cost, right: Cost) -> Bool { left.total < right.total }
}
