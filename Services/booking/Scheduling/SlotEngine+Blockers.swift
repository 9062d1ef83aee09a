/// What stands in the way of starting at a minute.
public enum Blocker: String, Sendable, CaseIterable {
    case dayNotPlanned = "day_not_planned"
    case outsideOpeningHours = "outside_opening_hours"
    case noSkilledTechnician = "no_skilled_technician"
    case technicianOffShift = "technician_off_shift"
    case utilisationCeiling = "utilisation_ceiling"
    case techniciansBusy = "technicians_busy"
    case noSuitableBay = "no_suitable_bay"
    case baysBusy = "bays_busy"
    case noSuchTool = "no_such_tool"
    case toolsBusy = "tools_busy"
    /// Everything is free, but not for as long as the one who is free would need.
    case combination
}

extension SlotEngine {
    /// Why `work` cannot start at `start`; empty exactly if it can. Each kind of resource contributes at most one reason.
    public func blockers(for work: Work, at start: EpochMinute) -> [Blocker] {
        guard let day = day(containing: start) else { return [.dayNotPlanned] }
        let prepared = PreparedWork(work, in: workshop)
        guard candidates(for: prepared, at: start, limit: 1).isEmpty else { return [] }
        let minute = start - day.frame.start
        guard day.open.runLength(from: minute) >= work.minutes else { return [.outsideOpeningHours] }
        let found = [
            technicianBlocker(for: prepared, at: minute, on: day), bayBlocker(for: prepared, at: minute, on: day),
            toolBlocker(for: prepared, at: minute, on: day),
        ].compactMap { $0 }
        return found.isEmpty ? [.combination] : found
    }

    private func technicianBlocker(for prepared: PreparedWork, at minute: Int, on day: DayGrid) -> Blocker? {
        let present = prepared.workers.filter { day.technicians[$0.index].present.runLength(from: minute) >= $0.minutes }
        let free = present.filter { day.technicians[$0.index].free.runLength(from: minute) >= $0.minutes }
        if prepared.workers.isEmpty { return .noSkilledTechnician }
        if present.isEmpty { return .technicianOffShift }
        if free.isEmpty { return .techniciansBusy }
        return free.contains { day.isFree($0, at: minute) } ? nil : .utilisationCeiling
    }

    private func bayBlocker(for prepared: PreparedWork, at minute: Int, on day: DayGrid) -> Blocker? {
        if prepared.places.isEmpty { return .noSuitableBay }
        let taken = prepared.bayMinutes(start: minute, minutes: prepared.work.minutes)
        return prepared.places.contains { day.isFree($0, taken) } ? nil : .baysBusy
    }

    private func toolBlocker(for prepared: PreparedWork, at minute: Int, on day: DayGrid) -> Blocker? {
        if prepared.pools.contains(where: { $0.units.count < $0.wanted }) { return .noSuchTool }
        return day.freeUnits(prepared.pools, at: minute, minutes: prepared.work.minutes) == nil ? .toolsBusy : nil
    }
}
