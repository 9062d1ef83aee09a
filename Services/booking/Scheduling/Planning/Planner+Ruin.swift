extension Planner {
    /// Visits a round takes out at most.
    private static let mostRemoved = 12

    /// Visits to take out: near each other in time and after the same people or bays, or those that cost most, or any.
    mutating func ruin() -> [Int] {
        let count = 1 + random.index(below: Self.mostRemoved)
        switch random.next(below: 8) {
        case 0: return anyVisits(count)
        case 1: return visitsOfTheBusiest(count)
        case 2, 3: return visitsInARow(of: dearVisit(), count)
        default: return neighbours(of: dearVisit(), count)
        }
    }

    /// Taken out and put back: anything that is planned and may move.
    private func canMove(_ index: Int) -> Bool { state.visits[index] != nil && !model.visits[index].isPinned }

    private mutating func anyVisits(_ count: Int) -> [Int] {
        var chosen: [Int] = []
        for _ in 0..<count {
            let index = random.index(below: model.visits.count)
            if canMove(index), !chosen.contains(index) { chosen.append(index) }
        }
        return chosen
    }

    private mutating func visitsOfTheBusiest(_ count: Int) -> [Int] {
        guard let busiest = state.loads.indices.max(by: { state.permilles[$0] < state.permilles[$1] }) else { return [] }
        var theirs = state.visits.indices.filter { index in
            canMove(index) && state.visits[index]?.contains { $0.people.contains(busiest) } == true
        }
        while theirs.count > max(count / 2, 1) { theirs.remove(at: random.index(below: theirs.count)) }
        return theirs
    }

    /// Visits one after the other that take the bay or the person of a visit, or that it could take.
    private mutating func visitsInARow(of seed: Int, _ count: Int) -> [Int] {
        guard let step = model.visits[seed].steps.randomElement(using: &random) else { return [] }
        let place = random.next(below: 2) == 0 ? step.places.randomElement(using: &random) : nil
        let person = step.workers.randomElement(using: &random)?.person
        var row: [(start: Int, index: Int)] = []
        for index in state.visits.indices where canMove(index) && index != seed {
            let taken = state.visits[index]?.first { place == nil ? $0.people.contains { $0 == person } : $0.place == place }
            if let taken { row.append((taken.start, index)) }
        }
        row.sort { ($0.start, $0.index) < ($1.start, $1.index) }
        let begin = random.index(below: max(row.count - count + 1, 1))
        let chosen = row.dropFirst(begin).prefix(count).map(\.index)
        return canMove(seed) ? [seed] + chosen : chosen
    }

    /// A visit that costs something, dearer ones more often: the dearest of a few.
    private mutating func dearVisit() -> Int {
        var best = random.index(below: model.visits.count)
        for _ in 0..<random.index(below: 6) {
            let other = random.index(below: model.visits.count)
            if !model.visits[other].isPinned, state.costs[other].total > state.costs[best].total { best = other }
        }
        return best
    }

    /// Visits around the time a visit has or should have, those that could make room for it first.
    private mutating func neighbours(of seed: Int, _ count: Int) -> [Int] {
        let visit = model.visits[seed]
        if state.visits[seed] == nil, random.next(below: 2) == 0 {
            let latest = model.problem.horizon - visit.shortest
            return around(visit.release + random.index(below: max(latest - visit.release, 1)), of: seed, count)
        }
        if state.costs[seed].late > 0, let start = state.visits[seed]?.first?.start, random.next(below: 2) == 0 {
            let inTime = max(visit.release, visit.due - visit.shortest)
            return around(min(inTime, start) + random.index(below: max(start - inTime, 1)), of: seed, count)
        }
        let own = random.next(below: 3) == 0 ? state.visits[seed]?.first?.start : nil
        let target = own ?? visit.wish ?? visit.confirmed?.first?.start ?? state.visits[seed]?.first?.start
            ?? max(visit.release, min(visit.due, model.problem.horizon) - visit.shortest)
        return around(target, of: seed, count)
    }

    private mutating func around(_ target: Int, of seed: Int, _ count: Int) -> [Int] {
        let visit = model.visits[seed]
        var ranked: [(distance: Int, index: Int)] = []
        for index in state.visits.indices where index != seed && canMove(index) {
            guard let steps = state.visits[index], let first = steps.first?.start else { continue }
            let apart = abs(first - target)
            guard apart < 1_440 else { continue }
            let inTheWay = rivals(steps, visit) ? 0 : 120
            ranked.append((apart + inTheWay + random.index(below: 90), index))
        }
        ranked.sort { ($0.distance, $0.index) < ($1.distance, $1.index) }
        let chosen = ranked.prefix(count).map(\.index)
        return canMove(seed) ? [seed] + chosen : chosen
    }

    /// Whether steps take people or bays that a visit could use.
    private func rivals(_ steps: [PlannedStep], _ visit: PlanningModel.Visit) -> Bool {
        visit.steps.contains { wanted in
            steps.contains { taken in
                taken.people.contains { wanted.worker($0) != nil } || taken.place.map { wanted.places.contains($0) } == true
            }
        }
    }
}
