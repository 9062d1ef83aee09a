/// What has been decided of a visit while its later steps are looked for.
struct Chain {
    struct Link {
        let start: Int
        let crew: Crew
        let place: Int?
        /// When the people have done the step.
        let end: Int
        /// When the bay is clean again.
        let leaves: Int
    }

    private static let mostTried = 24

    private(set) var links: [Link] = []
    /// Minutes a later step came too late for its lag: how much later the visit has to begin at least, as far as is known.
    var missed = Int.max
    /// Options that may still be tried.
    var budget = Self.mostTried
    /// The first step's starts that were tried: the least of them, or the greatest when looking backward.
    private(set) var firstTried: Int?

    var steps: [PlannedStep] { links.map { PlannedStep(start: $0.start, people: $0.crew.people, place: $0.place) } }

    /// Forgets everything but the storage.
    mutating func restart() {
        links.removeAll(keepingCapacity: true)
        (missed, budget, firstTried) = (.max, Self.mostTried, nil)
    }

    mutating func noteTried(_ start: Int, backward: Bool) {
        firstTried = firstTried.map { backward ? max($0, start) : min($0, start) } ?? start
    }

    mutating func append(_ link: Link) { links.append(link) }

    mutating func removeLast() { links.removeLast() }

    /// When the last earlier step done in a bay leaves it.
    func leaves(_ place: Int) -> Int {
        for index in links.indices.reversed() where links[index].place == place { return links[index].leaves }
        return .min
    }
}

/// Who does a step: nearly always one person, for whom nothing is allocated.
struct Crew {
    let first: Int
    let others: [Int]

    init(_ first: Int, _ others: [Int] = []) {
        self.first = first
        self.others = others
    }

    /// Nobody is no crew.
    init?(_ people: [Int]) {
        guard let first = people.first else { return nil }
        self.init(first, Array(people.dropFirst()))
    }

    var people: [Int] { others.isEmpty ? [first] : [first] + others }

    func contains(_ person: Int) -> Bool { person == first || others.contains(person) }
}

/// A step, its visit's part decided so far, and when it may start.
struct StepSearch {
    let step: PlanningModel.Step
    let isFirst: Bool
    var lower: Int
    var upper: Int
    /// The bay the car stays in and the minute its last step leaves it.
    let stays: (place: Int, from: Int)?
}

extension PlanState {
    /// The first start in the search's range at which all of `crew` can do the step for `minutes` in one of its bays with its tools.
    /// - Parameter known: what was found about bays and tools in this search before, whoever it was for.
    func firstStart(_ search: StepSearch, _ chain: Chain, _ known: inout KnownStarts, crew: Crew, minutes: Int) -> (start: Int, place: Int?)? {
        var start = search.lower
        while start <= search.upper {
            guard let free = people[crew.first].firstRun(of: minutes, from: start, through: search.upper) else { return nil }
            start = free
            var moved = start
            for person in crew.others {
                guard let free = people[person].firstRun(of: minutes, from: moved, through: search.upper) else { return nil }
                moved = free
            }
            guard moved == start else { start = moved; continue }
            let besides = known.first(from: start, minutes: minutes) { firstBesides(search, chain, from: start, minutes: minutes) }
            guard let besides else { return nil }
            guard besides.start == start else { start = besides.start; continue }
            let day = model.day(of: start)
            func hasRoom(_ person: Int) -> Bool { self.hasRoom(person, on: day, for: minutes + pending(person, on: day, chain)) }
            if hasRoom(crew.first), crew.others.allSatisfy(hasRoom) { return besides }
            start = model.nextDay(after: start)
        }
        return nil
    }

    /// The last such start; only for a visit's first step.
    func lastStart(_ search: StepSearch, _ known: inout KnownStarts, person: Int, minutes: Int) -> (start: Int, place: Int?)? {
        var start = search.upper
        while start >= search.lower {
            guard let free = people[person].lastRun(of: minutes, from: search.lower, through: start) else { return nil }
            start = free
            let besides = known.last(through: start, minutes: minutes) { lastBesides(search, through: start, minutes: minutes) }
            guard let besides else { return nil }
            guard besides.start == start else { start = besides.start; continue }
            let day = model.day(of: start)
            if hasRoom(person, on: day, for: minutes) { return besides }
            start = model.problem.days[day] - 1
        }
        return nil
    }

    /// The first start from `lower` on that intake, a bay and the tools allow, whoever does it.
    func firstBesides(_ search: StepSearch, _ chain: Chain, from lower: Int, minutes: Int) -> (start: Int, place: Int?)? {
        var start = lower
        while start <= search.upper {
            if search.isFirst, let intake = model.problem.intake, arrivals[start / intake.every] >= intake.cars {
                start = (start / intake.every + 1) * intake.every
                continue
            }
            var place: Int?
            if search.step.step.needsBay {
                guard let found = firstPlace(search, chain, from: start, minutes: minutes) else { return nil }
                guard found.start == start else { start = found.start; continue }
                place = found.place
            }
            var moved = start
            for demand in search.step.demands {
                guard let free = pools[demand.pool].firstRun(of: minutes, wanting: demand.units, from: moved, through: search.upper)
                else { return nil }
                moved = free
            }
            if moved == start { return (start, place) }
            start = moved
        }
        return nil
    }

    private func lastBesides(_ search: StepSearch, through upper: Int, minutes: Int) -> (start: Int, place: Int?)? {
        var start = upper
        while start >= search.lower {
            if let intake = model.problem.intake, arrivals[start / intake.every] >= intake.cars {
                start = start / intake.every * intake.every - 1
                continue
            }
            var best: (start: Int, place: Int?) = (-1, nil)
            for place in search.step.places {
                let (before, after) = buffers(place, search.step)
                guard let found = places[place].lastRun(
                    of: minutes + before + after, from: max(search.lower, best.start + 1) - before, through: start - before) else { continue }
                best = (found + before, place)
                if best.start == start { break }
            }
            if search.step.step.needsBay {
                guard best.start >= search.lower else { return nil }
                guard best.start == start else { start = best.start; continue }
            }
            if search.step.demands.allSatisfy({ pools[$0.pool].has($0.units, in: start..<(start + minutes)) }) { return (start, best.place) }
            start -= 1
        }
        return nil
    }

    /// The bay that is free first, and from when on the step can start in it.
    private func firstPlace(_ search: StepSearch, _ chain: Chain, from lower: Int, minutes: Int) -> (start: Int, place: Int)? {
        if let stays = search.stays {
            guard search.step.places.contains(stays.place) else { return nil }
            let (before, after) = buffers(stays.place, search.step)
            let stay = stays.from + untaken[stays.place].runLength(from: stays.from)
            let last = min(search.upper, stay - minutes - after)
            return places[stays.place].firstRun(of: before + minutes + after, from: lower - before, through: last - before)
                .map { ($0 + before, stays.place) }
        }
        var best: (start: Int, place: Int)?
        for place in search.step.places {
            let (before, after) = buffers(place, search.step)
            let from = max(lower - before, chain.leaves(place))
            let last = min(search.upper, (best?.start ?? .max) - 1)
            guard let found = places[place].firstRun(of: before + minutes + after, from: from, through: last - before) else { continue }
            best = (found + before, place)
            if found + before <= lower { break }
        }
        return best
    }

    /// Minutes on a day for which a person is already wanted by earlier steps of the same visit.
    func pending(_ person: Int, on day: Int, _ chain: Chain) -> Int {
        var sum = 0
        for link in chain.links where link.crew.contains(person) && model.day(of: link.start) == day { sum += link.end - link.start }
        return sum
    }
}
