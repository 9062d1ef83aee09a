import Foundation

/// When the people, bays and tools of each step are free on a horizon, as masks of possible starts; each is made once.
///
/// A class, because what is made on the way is kept; it never leaves the query that owns it.
final class StepSupply {
    /// People who can do a step together.
    struct Team {
        /// Position among the step's teams, where it matters who they are.
        let key: Int?
        let minutes: Int
        let starts: HorizonMask
    }

    private struct PersonKey: Hashable {
        let technician, minutes, besides: Int
    }

    private struct PlaceKey: Hashable {
        let step, place, minutes: Int
    }

    let horizon: SlotHorizon
    let work: PreparedWork
    let loaner: Int?
    /// When the loaner is free; nil without one.
    let loanerFree: HorizonMask?
    private let loanerRuns: [Range<Int>]
    /// Whether people's days must have room for all steps they might do, not only for one.
    let isStrict: Bool
    /// Whether this made a difference to anyone on any day, or would have.
    private(set) var mattersWhoDoesMore = false
    private var people: [PersonKey: HorizonMask] = [:]
    private var places: [PlaceKey: HorizonMask] = [:]
    private var runs: [UUID: [Range<Int>]] = [:]
    private var rooms: [Int: [Int]] = [:]

    init(_ work: PreparedWork, on horizon: SlotHorizon, loaner: Int?, isStrict: Bool = false) {
        self.work = work
        self.horizon = horizon
        self.loaner = loaner
        self.isStrict = isStrict
        loanerRuns = loaner.map { horizon.free(tool: $0) } ?? []
        loanerFree = loaner == nil ? nil : HorizonMask(startsIn: loanerRuns, length: 1, horizon: horizon.length)
    }

    /// The sets of people for a step, or for each length one that stands for all who need as long.
    func teams(_ index: Int) -> [Team] {
        let step = work.steps[index]
        guard !step.keepsTeam else {
            return step.teams.enumerated().map { key, members in
                let minutes = step.minutes(of: members)
                var mask = horizon.empty()
                for (position, member) in members.enumerated() {
                    let own = starts(of: member, index, minutes: minutes)
                    if position == 0 { mask = own } else { mask.formIntersection(own) }
                }
                return Team(key: key, minutes: minutes, starts: mask)
            }
        }
        return Set(step.workers.map(\.minutes)).sorted().map { minutes in
            Team(key: nil, minutes: minutes, starts: anyone(index, minutes: minutes))
        }
    }

    /// At least as many as are wanted of those who need at most `minutes`, one of them exactly as long.
    private func anyone(_ index: Int, minutes: Int) -> HorizonMask {
        let step = work.steps[index]
        var slowest = horizon.empty()
        var atLeast = Array(repeating: horizon.empty(), count: step.step.technicians)
        for worker in step.workers where worker.minutes == minutes || (worker.minutes < minutes && step.step.technicians > 1) {
            let own = starts(of: worker.index, index, minutes: minutes)
            if worker.minutes == minutes { slowest.formUnion(own) }
            Self.count(own, into: &atLeast)
        }
        guard step.step.technicians > 1, let enough = atLeast.last else { return slowest }
        return slowest.intersection(enough)
    }

    /// `atLeast[n]` holds the minutes that n + 1 masks have.
    private static func count(_ mask: HorizonMask, into atLeast: inout [HorizonMask]) {
        guard atLeast.count > 1 else { return }
        for level in stride(from: atLeast.count - 1, to: 0, by: -1) { atLeast[level].formUnion(atLeast[level - 1].intersection(mask)) }
        atLeast[0].formUnion(mask)
    }

    /// When one person can start a step of `minutes` and has room for it under the day's ceiling.
    func starts(of technician: Int, _ index: Int, minutes: Int) -> HorizonMask {
        let besides = otherMinutes(of: technician, index)
        let key = PersonKey(technician: technician, minutes: minutes, besides: besides)
        if let known = people[key] { return known }
        let free = runs(horizon.workshop.technicians[technician].id) { horizon.free(technician: technician) }
        var mask = HorizonMask(startsIn: free, length: minutes, horizon: horizon.length)
        for (day, room) in room(of: technician).enumerated() where room < minutes + besides {
            if room >= minutes { mattersWhoDoesMore = true }
            guard room < minutes || isStrict else { continue }
            for range in horizon.dates[day] { mask.remove(range) }
        }
        people[key] = mask
        return mask
    }

    /// How many minutes of each day may still be sold; without bound where there are none to be had.
    private func room(of technician: Int) -> [Int] {
        if let known = rooms[technician] { return known }
        let ceiling = horizon.workshop.technicians[technician].ceilingPercent
        let rooms = horizon.days.indices.map { day in horizon.days[day].technicians[technician].room(ceilingPercent: ceiling) }
        self.rooms[technician] = rooms
        return rooms
    }

    /// The longest a person might work on the other steps of the visit.
    private func otherMinutes(of technician: Int, _ index: Int) -> Int {
        work.steps.indices.reduce(0) { sum, other in
            guard other != index, let own = work.steps[other].worker(technician) else { return sum }
            let step = work.steps[other]
            return sum + (step.step.technicians == 1 ? own.minutes : step.workers.map(\.minutes).max() ?? 0)
        }
    }

    /// Leaves the starts at which all tools of a step are free, and the loaner.
    func equip(_ mask: inout HorizonMask, _ index: Int, minutes: Int) {
        for pool in work.steps[index].pools {
            var atLeast = Array(repeating: horizon.empty(), count: max(pool.wanted, 2))
            for unit in pool.units where unit != loaner { Self.count(starts(ofTool: unit, minutes: minutes), into: &atLeast) }
            mask.formIntersection(atLeast[pool.wanted - 1])
        }
        if loaner != nil {
            mask.formIntersection(HorizonMask(startsIn: loanerRuns, length: minutes, horizon: horizon.length))
        }
    }

    private func starts(ofTool unit: Int, minutes: Int) -> HorizonMask {
        HorizonMask(startsIn: runs(horizon.workshop.tools[unit].id) { horizon.free(tool: unit) }, length: minutes, horizon: horizon.length)
    }

    /// The starts at which the bay is free, or any that will do where none is named; nil for a step without a bay.
    func housed(_ index: Int, _ place: PreparedStep.Place?, minutes: Int) -> HorizonMask? {
        guard work.steps[index].step.needsBay else { return nil }
        let key = PlaceKey(step: index, place: place?.index ?? -1, minutes: minutes)
        if let known = places[key] { return known }
        var result = horizon.empty()
        for one in place.map({ [$0] }) ?? work.steps[index].places { result.formUnion(starts(in: one, minutes: minutes)) }
        places[key] = result
        return result
    }

    private func starts(in place: PreparedStep.Place, minutes: Int) -> HorizonMask {
        HorizonMask(
            startsIn: runs(horizon.workshop.bays[place.index].id) { horizon.free(bay: place.index) }, length: minutes,
            before: place.before, after: place.after, horizon: horizon.length
        )
    }

    private func runs(_ resource: UUID, _ make: () -> [Range<Int>]) -> [Range<Int>] {
        if let known = runs[resource] { return known }
        let made = make()
        runs[resource] = made
        return made
    }
}
