import Foundation

public struct Technician: Sendable, Identifiable {
    public let id: UUID
    /// Skill code to level: 1 can under guidance, 2 alone, 3 teaches. Absent is 0.
    public var skills: [String: Int]
    public var shifts: WeeklyHours
    public var breaks: WeeklyHours
    public var absences: [Range<EpochMinute>]
    /// 100 works to the labour guide; 125 needs four fifths of its time.
    public var efficiencyPercent: Int
    /// How much of a day's working time may be sold.
    public var ceilingPercent: Int

    public init(
        id: UUID, skills: [String: Int], shifts: WeeklyHours, breaks: WeeklyHours = WeeklyHours(),
        absences: [Range<EpochMinute>] = [], efficiencyPercent: Int = 100, ceilingPercent: Int = 100
    ) {
        self.id = id
        self.skills = skills
        self.shifts = shifts
        self.breaks = breaks
        self.absences = absences
        self.efficiencyPercent = max(efficiencyPercent, 1)
        self.ceilingPercent = ceilingPercent
    }

    public func can(_ work: Work) -> Bool {
        work.skills.allSatisfy { skills[$0.key, default: 0] >= $0.value }
    }

    /// How long this technician needs for work the guide gives `minutes`.
    public func minutes(for work: Work) -> Int {
        efficiencyPercent == 100 ? work.minutes : (work.minutes * 100 + efficiencyPercent - 1) / efficiencyPercent
    }
}

public struct Bay: Sendable, Identifiable {
    public let id: UUID
    /// What can be done here: its own kind and whatever else it serves.
    public var kinds: Set<String>
    public var closures: [Range<EpochMinute>]

    public init(id: UUID, kinds: Set<String>, closures: [Range<EpochMinute>] = []) {
        self.id = id
        self.kinds = kinds
        self.closures = closures
    }
}

/// One physical tool; units of a kind replace each other.
public struct ToolUnit: Sendable, Identifiable {
    public let id: UUID
    public var kind: String
    public var closures: [Range<EpochMinute>]

    public init(id: UUID, kind: String, closures: [Range<EpochMinute>] = []) {
        self.id = id
        self.kind = kind
        self.closures = closures
    }
}

/// Everything about a workshop that does not change with each booking.
public struct Workshop: Sendable {
    public var calendar: WorkshopCalendar
    public var technicians: [Technician]
    public var bays: [Bay]
    public var tools: [ToolUnit]

    /// Resources are kept in the order of their ids, so that ties fall the same way everywhere.
    public init(calendar: WorkshopCalendar, technicians: [Technician], bays: [Bay], tools: [ToolUnit] = []) {
        self.calendar = calendar
        self.technicians = technicians.sorted { $0.id.uuidString < $1.id.uuidString }
        self.bays = bays.sorted { $0.id.uuidString < $1.id.uuidString }
        self.tools = tools.sorted { $0.id.uuidString < $1.id.uuidString }
    }
}

extension Workshop {
    /// Whether one of the people, one of the bays and the tools would do for this work if all of them were free.
    public func canEver(_ work: Work) -> Bool {
        let prepared = PreparedWork(work, in: self)
        return !prepared.workers.isEmpty && !prepared.places.isEmpty && prepared.pools.allSatisfy { $0.units.count >= $0.wanted }
    }
}

/// A stretch of time for which a resource belongs to an appointment.
public struct Reservation: Sendable, Hashable {
    public let resource: UUID
    public let owner: UUID
    public let minutes: Range<EpochMinute>

    public init(resource: UUID, owner: UUID, minutes: Range<EpochMinute>) {
        self.resource = resource
        self.owner = owner
        self.minutes = minutes
    }
}
