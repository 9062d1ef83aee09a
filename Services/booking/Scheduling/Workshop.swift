import Foundation

/// Everything about a workshop that does not change with each booking.
public struct Workshop: Sendable {
    public var calendar: WorkshopCalendar
    public var technicians: [Technician]
    public var bays: [Bay]
    public var tools: [ToolUnit]
    /// Nil: the counter takes as many cars at once as come.
    public var intake: Intake?

    /// Resources are kept in the order of their ids, so that ties fall the same way everywhere.
    public init(
        calendar: WorkshopCalendar, technicians: [Technician], bays: [Bay], tools: [ToolUnit] = [], intake: Intake? = nil
    ) {
        self.calendar = calendar
        self.technicians = technicians.sorted { $0.id.uuidString < $1.id.uuidString }
        self.bays = bays.sorted { $0.id.uuidString < $1.id.uuidString }
        self.tools = tools.sorted { $0.id.uuidString < $1.id.uuidString }
        self.intake = intake
    }
}

extension Workshop {
    /// Whether there are people, bays, tools and a loaner for every step of this work if all of them were free.
    public func canEver(_ work: Work) -> Bool { PreparedWork(work, in: self).canEver }

    /// For how many minutes before its first start, and after it, a visit can take anything here, waiting as long as it may.
    public func reach(of work: Work) -> (before: Int, after: Int) { PreparedWork(work, in: self).reach }
}

/// How many cars the counter can take in.
public struct Intake: Sendable, Hashable {
    /// Stretches of so many minutes, counted from midnight of the wall clock; an hour that comes twice is one stretch.
    public let every: Int
    /// At most so many visits start in each.
    public let cars: Int

    public init(every: Int, cars: Int) {
        self.every = max(every, 1)
        self.cars = cars
    }
}

/// The first start of a visit, which the intake counts.
public struct Arrival: Sendable, Hashable {
    public let owner: UUID
    public let start: EpochMinute
    public let isPinned: Bool

    public init(owner: UUID, start: EpochMinute, isPinned: Bool = false) {
        self.owner = owner
        self.start = start
        self.isPinned = isPinned
    }
}

/// A stretch of time for which a resource belongs to an appointment.
public struct Reservation: Sendable, Hashable {
    public let resource: UUID
    public let owner: UUID
    public let minutes: Range<EpochMinute>
    /// Started or fixed: counts even where its owner is left out, and does not make way.
    public let isPinned: Bool

    public init(resource: UUID, owner: UUID, minutes: Range<EpochMinute>, isPinned: Bool = false) {
        self.resource = resource
        self.owner = owner
        self.minutes = minutes
        self.isPinned = isPinned
    }
}
