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

    public func can(_ step: WorkStep) -> Bool {
        step.skills.allSatisfy { skills[$0.key, default: 0] >= $0.value }
    }

    /// How long this technician alone needs for a step.
    public func minutes(for step: WorkStep) -> Int {
        step.minutes(atEfficiency: efficiencyPercent)
    }
}

public struct Bay: Sendable, Identifiable {
    public let id: UUID
    /// What can be done here: its own kind and whatever else it serves.
    public var kinds: Set<String>
    public var closures: [Range<EpochMinute>]
    /// Minutes this bay needs before and after any work, beside what the work itself asks for: drying, cooling down.
    public var preparation: Int
    public var cleanUp: Int

    public init(id: UUID, kinds: Set<String>, closures: [Range<EpochMinute>] = [], preparation: Int = 0, cleanUp: Int = 0) {
        self.id = id
        self.kinds = kinds
        self.closures = closures
        self.preparation = max(preparation, 0)
        self.cleanUp = max(cleanUp, 0)
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
