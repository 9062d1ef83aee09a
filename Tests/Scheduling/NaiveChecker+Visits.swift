import Foundation
import Scheduling

extension NaiveChecker {
    /// Whether any way of doing all steps is allowed, the first at `start`.
    func canStart(_ work: Work, at start: EpochMinute, endingBy latest: EpochMinute = .max) -> Bool {
        guard hasIntake(at: start) else { return false }
        let loaners: [ToolUnit?] = work.loaner.map { kind in workshop.tools.filter { $0.kind == kind }.map(Optional.some) } ?? [nil]
        return loaners.contains { canGoOn(work, at: start, after: [], loaner: $0, endingBy: latest) }
    }

    /// Whether a given visit keeps every rule.
    func accepts(_ work: Work, _ assignment: Assignment) -> Bool {
        guard assignment.steps.count == work.steps.count, hasIntake(at: assignment.start) else { return false }
        let loaner = workshop.tools.first { $0.id == assignment.loaner }
        guard loaner?.kind == work.loaner else { return false }
        var done: [Try] = []
        for (step, given) in zip(work.steps, assignment.steps) {
            let team = workshop.technicians.filter { given.technicians.contains($0.id) }
            guard team.count == given.technicians.count, team.count == step.technicians else { return false }
            guard done.count > 0 || work.lead.map(given.technicians.contains) ?? true else { return false }
            let bay = workshop.bays.first { $0.id == given.bay }
            guard (bay != nil) == step.needsBay, bay.map({ isWanted($0, work, done.map(\.bay)) }) ?? true,
                let tried = attempt(step, at: given.start, team, bay, done, loaner, first: assignment.start, tools: given.tools),
                tried.minutes == given.minutes, bay == nil || tried.bayMinutes == given.bayMinutes
            else { return false }
            if let last = done.last, !step.lag.contains(given.start - last.minutes.upperBound) { return false }
            done.append(tried)
        }
        return true
    }

    private func canGoOn(
        _ work: Work, at start: EpochMinute, after done: [Try], loaner: ToolUnit?, endingBy latest: EpochMinute
    ) -> Bool {
        let step = work.steps[done.count]
        let teams = step.sameTechnicians ? [done.last?.team ?? []] : Self.sets(of: step.technicians, workshop.technicians.filter { $0.can(step) })
        let bays: [Bay?] = step.needsBay ? workshop.bays : [nil]
        for team in teams where done.count > 0 || work.lead.map({ lead in team.contains { $0.id == lead } }) ?? true {
            for bay in bays where bay.map({ isWanted($0, work, done.map(\.bay)) }) ?? true {
                let first = done.first?.minutes.lowerBound ?? start
                guard let tried = attempt(step, at: start, team, bay, done, loaner, first: first, tools: nil) else { continue }
                let now = done + [tried]
                guard now.count < work.steps.count else {
                    if tried.minutes.upperBound <= latest { return true }
                    continue
                }
                for lag in work.steps[now.count].lag
                where canGoOn(work, at: tried.minutes.upperBound + lag, after: now, loaner: loaner, endingBy: latest) { return true }
            }
        }
        return false
    }

    /// Whether the car may come there first, or has been elsewhere before.
    private func isWanted(_ bay: Bay, _ work: Work, _ before: [Bay?]) -> Bool {
        work.firstBay.map { $0 == bay.id } ?? true || before.contains { $0 != nil }
    }

    /// The step with these people in this bay, if it is allowed.
    private func attempt(
        _ step: WorkStep, at start: EpochMinute, _ team: [Technician], _ bay: Bay?, _ done: [Try], _ loaner: ToolUnit?,
        first: EpochMinute, tools: [UUID]?
    ) -> Try? {
        for person in team {
            for (skill, level) in step.skills where (person.skills[skill] ?? 0) < level { return nil }
        }
        let lengths = team.map { Int((Double(step.minutes) * 100 / Double($0.efficiencyPercent)).rounded(.up)) }
        let end = start + (lengths.max() ?? 0)
        guard !team.isEmpty, team.allSatisfy({ isFree($0.id, start..<end) }) else { return nil }
        if step.sameTechnicians, done.last.map({ $0.team.map(\.id) }) != team.map(\.id) { return nil }
        let before = start - step.preparation - (bay?.preparation ?? 0)
        let after = end + step.cleanUp + (bay?.cleanUp ?? 0)
        let stay = step.sameBay ? done.last?.stay ?? 0 : done.count
        let tried = Try(team: team, bay: bay, minutes: start..<end, bayMinutes: before..<after, stay: stay)
        guard hasRoom(tried, beside: done), bay == nil || isHoused(step, tried, done) else { return nil }
        if let loaner, !isFree(loaner.id, first..<end) { return nil }
        for (kind, wanted) in step.tools {
            let free = workshop.tools.filter { unit in
                unit.kind == kind && unit.id != loaner?.id && tools?.contains(unit.id) != false && isFree(unit.id, start..<end)
            }
            guard tools == nil ? free.count >= wanted : free.count == wanted else { return nil }
        }
        return tried
    }

    private func isHoused(_ step: WorkStep, _ tried: Try, _ done: [Try]) -> Bool {
        guard let bay = tried.bay, step.bayKinds.allSatisfy(bay.kinds.contains), isFree(bay.id, tried.bayMinutes) else { return false }
        if step.sameBay, let last = done.last {
            guard last.bay?.id == bay.id, isUnreserved(bay.id, last.minutes.upperBound..<tried.minutes.lowerBound) else { return false }
        }
        return !done.contains { $0.stay != tried.stay && $0.bay?.id == bay.id && $0.bayMinutes.overlaps(tried.bayMinutes) }
    }

    private static func sets(of count: Int, _ people: [Technician]) -> [[Technician]] {
        guard count > 0 else { return [[]] }
        return people.indices.flatMap { index in
            sets(of: count - 1, Array(people[(index + 1)...])).map { [people[index]] + $0 }
        }
    }
}
