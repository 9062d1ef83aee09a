/// A feasible plan under construction: what is still free, and what it costs. Only whole visits are entered and taken out.
struct PlanState: Sendable {
    let model: PlanningModel
    /// Present and not taken.
    private(set) var people: [HorizonMask]
    /// Open and not taken.
    private(set) var places: [HorizonMask]
    /// Not taken, whether open or not: where a car may stay overnight.
    private(set) var untaken: [HorizonMask]
    private(set) var pools: [PoolUse]
    /// Minutes sold, by person and day of the horizon.
    private(set) var sold: [[Int]]
    /// Minutes sold over the horizon, by person.
    private(set) var loads: [Int]
    /// The same in thousandths of their presence, rounded up.
    private(set) var permilles: [Int]
    private(set) var arrivals: [Int]
    private(set) var visits: [[PlannedStep]?]
    private(set) var costs: [PlanCost]
    /// The sum of `costs`, without what is counted over all visits.
    private(set) var visitCost: Int
    /// Whether an insertion may now and then leave out the place that is best for its visit alone: a search finds more so, a caller would not.
    var wanders = false

    /// Nothing is planned, not even what is pinned.
    init(_ model: PlanningModel) {
        let problem = model.problem
        self.model = model
        people = problem.people.map { HorizonMask(length: problem.horizon, $0.present) }
        places = problem.places.map { HorizonMask(length: problem.horizon, $0.open) }
        untaken = problem.places.map { _ in HorizonMask(length: problem.horizon, [0..<problem.horizon]) }
        pools = problem.pools.map { PoolUse($0, horizon: problem.horizon) }
        sold = problem.people.map { _ in [Int](repeating: 0, count: problem.days.count) }
        loads = problem.people.map { _ in 0 }
        permilles = loads
        arrivals = [Int](repeating: 0, count: problem.intake.map { problem.horizon / $0.every + 1 } ?? 0)
        if let intake = problem.intake {
            for start in problem.arrived where arrivals.indices.contains(start / intake.every) && start >= 0 { arrivals[start / intake.every] += 1 }
        }
        visits = problem.visits.map { _ in nil }
        costs = model.visits.map { PlanCost(unserved: problem.prices.unserved * $0.priority) }
        visitCost = costs.reduce(0) { $0 + $1.total }
    }

    /// Everything together, the busiest person included.
    var cost: Int { visitCost + unfair }

    var unfair: Int { model.problem.prices.loadPermille * highestPermille }

    /// Thousandths of the week of whoever is taken most, rounded up.
    var highestPermille: Int {
        var highest = 0
        for permille in permilles where permille > highest { highest = permille }
        return highest
    }

    func permille(_ minutes: Int, of person: Int) -> Int {
        let present = model.presence[person]
        return present > 0 ? (minutes * 1_000 + present - 1) / present : 0
    }

    var plan: VisitPlan {
        var cost = costs.reduce(into: PlanCost()) {
            $0.unserved += $1.unserved
            $0.late += $1.late
            $0.changed += $1.changed
            $0.wishes += $1.wishes
            $0.surplus += $1.surplus
        }
        cost.unfair = unfair
        return VisitPlan(visits: visits, cost: cost)
    }

    func hasRoom(_ person: Int, on day: Int, for minutes: Int) -> Bool {
        sold[person][day] + minutes <= model.ceilings[person][day]
    }

    /// Minutes a bay is taken before and after a step; none where there is no bay.
    func buffers(_ place: Int?, _ step: PlanningModel.Step) -> (before: Int, after: Int) {
        guard let place else { return (0, 0) }
        let bay = model.problem.places[place]
        return (step.step.preparation + bay.preparation, step.step.cleanUp + bay.cleanUp)
    }

    /// Minutes the people of a step need for it together.
    func minutes(of step: PlannedStep, _ compiled: PlanningModel.Step) -> Int {
        step.people.reduce(0) { max($0, compiled.worker($1)?.minutes ?? 0) }
    }

    func end(of steps: [PlannedStep], _ visit: PlanningModel.Visit) -> Int {
        guard let last = steps.last, let compiled = visit.steps.last else { return 0 }
        return last.start + minutes(of: last, compiled)
    }

    mutating func enter(_ steps: [PlannedStep], for index: Int) {
        take(steps, of: model.visits[index], as: true)
        visits[index] = steps
        set(price(steps, for: index), of: index)
    }

    mutating func takeOut(_ index: Int) {
        guard let steps = visits[index] else { return }
        take(steps, of: model.visits[index], as: false)
        visits[index] = nil
        set(PlanCost(unserved: model.problem.prices.unserved * model.visits[index].priority), of: index)
    }

    private mutating func set(_ cost: PlanCost, of index: Int) {
        visitCost += cost.total - costs[index].total
        costs[index] = cost
    }

    private mutating func take(_ steps: [PlannedStep], of visit: PlanningModel.Visit, as isTaken: Bool) {
        var holds: (place: Int, from: Int, to: Int)?
        for (planned, compiled) in zip(steps, visit.steps) {
            let minutes = minutes(of: planned, compiled)
            let range = planned.start..<(planned.start + minutes)
            let day = model.day(of: planned.start)
            for person in planned.people {
                if isTaken { people[person].remove(range) } else { people[person].insert(range) }
                sold[person][day] += isTaken ? minutes : -minutes
                loads[person] += isTaken ? minutes : -minutes
                permilles[person] = permille(loads[person], of: person)
            }
            for demand in compiled.demands { use(demand.units, of: demand.pool, in: range, as: isTaken) }
            let buffers = buffers(planned.place, compiled)
            let end = range.upperBound + buffers.after
            if let held = holds, compiled.step.sameBay, planned.place == held.place {
                holds = (held.place, held.from, max(held.to, end))
            } else {
                if let held = holds { hold(held.place, held.from..<held.to, as: isTaken) }
                holds = planned.place.map { ($0, range.lowerBound - buffers.before, end) }
            }
        }
        if let held = holds { hold(held.place, held.from..<held.to, as: isTaken) }
        guard let first = steps.first?.start else { return }
        if let loaner = visit.loaner { use(1, of: loaner.pool, in: first..<end(of: steps, visit), as: isTaken) }
        if let intake = model.problem.intake { arrivals[first / intake.every] += isTaken ? 1 : -1 }
    }

    private mutating func use(_ units: Int, of pool: Int, in range: Range<Int>, as isTaken: Bool) {
        if isTaken { pools[pool].take(units, in: range) } else { pools[pool].giveBack(units, in: range) }
    }

    /// What was taken is free again only where the bay is open at all.
    private mutating func hold(_ place: Int, _ range: Range<Int>, as isTaken: Bool) {
        if isTaken {
            places[place].remove(range)
            untaken[place].remove(range)
        } else {
            untaken[place].insert(range)
            for open in model.problem.places[place].open where open.overlaps(range) {
                places[place].insert(open.clamped(to: range))
            }
        }
    }
}
