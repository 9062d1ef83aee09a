/// What somebody wants to try on a copy of the plan before it is done.
public enum CapacityChange: Sendable {
    /// Somebody is away, or leaves for good with the whole horizon.
    case personAway(Int, Range<Int>)
    /// One more person with the skills and hours of another.
    case personLike(Int)
    case person(PlanningProblem.Person)
    case placeClosed(Int, Range<Int>)
    case placeLike(Int)
    case place(PlanningProblem.Place)
    /// Work of a fleet contract or a campaign, which has its time before anybody calls.
    case reserved([PlanningProblem.Visit])
}

extension PlanningProblem {
    /// A copy in which the changes are made. Positions that do not exist are passed over.
    public func applying(_ changes: [CapacityChange]) -> PlanningProblem {
        changes.reduce(into: self) { $0.apply($1) }
    }

    private mutating func apply(_ change: CapacityChange) {
        switch change {
        case .personAway(let index, let range):
            guard people.indices.contains(index) else { return }
            people[index].remove(range)
        case .personLike(let index):
            if people.indices.contains(index) { people.append(people[index]) }
        case .person(let person): people.append(person)
        case .place(let place): places.append(place)
        case .placeClosed(let index, let range):
            guard places.indices.contains(index) else { return }
            places[index].remove(range)
        case .placeLike(let index):
            if places.indices.contains(index) { places.append(places[index]) }
        case .reserved(let contract):
            visits += contract
        }
    }
}

extension PlanningProblem.Person {
    /// Is away, or busy with work that does not move.
    public mutating func remove(_ range: Range<Int>) { present = present.flatMap { $0.without(range) } }
}

extension PlanningProblem.Place {
    /// Is closed, or has a car that does not move.
    public mutating func remove(_ range: Range<Int>) { open = open.flatMap { $0.without(range) } }
}

extension Range<Int> {
    /// What is left of this range, in none to two parts.
    func without(_ other: Range<Int>) -> [Range<Int>] {
        guard overlaps(other) else { return [self] }
        let parts = [lowerBound..<Swift.max(lowerBound, other.lowerBound), Swift.min(upperBound, other.upperBound)..<upperBound]
        return parts.filter { !$0.isEmpty }
    }
}
