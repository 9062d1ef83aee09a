/// What stands in the way of starting at a minute.
public enum Blocker: String, Sendable, CaseIterable {
    case dayNotPlanned = "day_not_planned"
    case outsideOpeningHours = "outside_opening_hours"
    case intakeFull = "intake_full"
    case noSkilledTechnician = "no_skilled_technician"
    case technicianOffShift = "technician_off_shift"
    case utilisationCeiling = "utilisation_ceiling"
    case techniciansBusy = "technicians_busy"
    case noSuitableBay = "no_suitable_bay"
    case baysBusy = "bays_busy"
    case noSuchTool = "no_such_tool"
    case toolsBusy = "tools_busy"
    /// The first step could be done, but not all that follow it.
    case laterStep = "later_step"
    /// Everything is free, but not for as long as the one who is free would need.
    case combination
}

extension SlotEngine {
    /// Why `work` cannot start at `start`; empty exactly if it can. Each kind of resource contributes at most one reason, by what the
    /// first step needs.
    public func blockers(for work: Work, at start: EpochMinute, endingBy latest: EpochMinute = .max) -> [Blocker] {
        let prepared = PreparedWork(work, in: workshop)
        guard day(containing: start) != nil else { return [.dayNotPlanned] }
        guard candidates(for: prepared, at: start, limit: 1, endingBy: latest).isEmpty else { return [] }
        let first = FirstStep(prepared, in: self, at: start)
        guard let guide = work.steps.first?.minutes, first.isOpen(for: guide) else { return [.outsideOpeningHours] }
        let found = [first.intakeBlocker, first.technicianBlocker, first.bayBlocker, first.toolBlocker].compactMap { $0 }
        guard found.isEmpty else { return found }
        return work.steps.count > 1 ? [.laterStep] : [.combination]
    }
}

/// The first step of a visit at one minute.
private struct FirstStep {
    let step: PreparedStep
    let loaners: [Int]?
    let horizon: SlotHorizon
    let start: EpochMinute

    init(_ work: PreparedWork, in engine: SlotEngine, at start: EpochMinute) {
        step = work.steps[0]
        loaners = work.loaners
        horizon = SlotHorizon(engine.workshop, engine.days(around: start..<(start + 1), for: work))
        self.start = start
    }

    func isOpen(for minutes: Int) -> Bool { covers(horizon.open, 0, minutes) }

    var intakeBlocker: Blocker? {
        horizon.days.contains { $0.frame.contains(start) && $0.intakeFull.contains(start - $0.frame.start) } ? .intakeFull : nil
    }

    var technicianBlocker: Blocker? {
        let wanted = step.step.technicians
        let present = step.workers.filter { covers(horizon.presence($0.index), 0, $0.minutes) }
        let free = present.filter { covers(horizon.free(technician: $0.index), 0, $0.minutes) }
        if step.workers.count < wanted { return .noSkilledTechnician }
        if present.count < wanted { return .technicianOffShift }
        if free.count < wanted { return .techniciansBusy }
        let day = horizon.days.first { $0.frame.contains(start) }
        let within = free.filter { worker in
            day?.technicians[worker.index].hasRoom(for: worker.minutes, ceilingPercent: worker.ceilingPercent) == true
        }
        return within.count < wanted ? .utilisationCeiling : nil
    }

    var bayBlocker: Blocker? {
        guard step.step.needsBay else { return nil }
        if step.places.isEmpty { return .noSuitableBay }
        let isFree = step.places.contains { covers(horizon.free(bay: $0.index), $0.before, step.step.minutes + $0.after) }
        return isFree ? nil : .baysBusy
    }

    var toolBlocker: Blocker? {
        let pools = step.pools + (loaners.map { [PreparedStep.Pool(kind: "", wanted: 1, units: $0)] } ?? [])
        if pools.contains(where: { $0.units.count < $0.wanted }) { return .noSuchTool }
        let areFree = pools.allSatisfy { pool in
            pool.units.filter { covers(horizon.free(tool: $0), 0, step.step.minutes) }.count >= pool.wanted
        }
        return areFree ? nil : .toolsBusy
    }

    private func covers(_ runs: [Range<Int>], _ before: Int, _ after: Int) -> Bool {
        let minute = start - horizon.base
        return runs.contains { $0.lowerBound <= minute - before && minute + after <= $0.upperBound }
    }
}
