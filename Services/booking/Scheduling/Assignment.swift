import Foundation

/// Who does the work, where, with what, and when each of them is taken.
public struct Assignment: Sendable, Hashable {
    public let technician: UUID
    public let bay: UUID
    public let tools: [UUID]
    public let start: EpochMinute
    public let end: EpochMinute
    /// Preparation and clean-up included.
    public let bayMinutes: Range<EpochMinute>

    public init(
        technician: UUID, bay: UUID, tools: [UUID], start: EpochMinute, end: EpochMinute, bayMinutes: Range<EpochMinute>
    ) {
        self.technician = technician
        self.bay = bay
        self.tools = tools
        self.start = start
        self.end = end
        self.bayMinutes = bayMinutes
    }

    public var minutes: Range<EpochMinute> { start..<end }

    /// All that this takes, as reservations of `owner`.
    public func reservations(owner: UUID) -> [Reservation] {
        [Reservation(resource: technician, owner: owner, minutes: minutes),
         Reservation(resource: bay, owner: owner, minutes: bayMinutes)]
            + tools.map { Reservation(resource: $0, owner: owner, minutes: minutes) }
    }
}

/// A possible assignment and what speaks against it.
public struct Candidate: Sendable, Hashable {
    public let assignment: Assignment
    public let cost: Cost
}

/// Soft rules as one integer, lower is better: fairness before over-skilling before fragmentation.
public struct Cost: Sendable, Hashable, Comparable {
    /// The technician's day after this job, in twentieths of its capacity.
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
