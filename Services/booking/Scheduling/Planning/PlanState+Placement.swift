extension PlanState {
    /// The cheapest way found to serve a visit; nil if none was found.
    /// - Parameter range: where it may begin; a search that knows where something became free need not look elsewhere.
    func placement(of index: Int, within range: ClosedRange<Int>? = nil, random: inout SplitMix64) -> [PlannedStep]? {
        let visit = model.visits[index]
        guard visit.isPossible else { return nil }
        var best = BestPlacement(index: index)
        if let confirmed = visit.confirmed, let first = confirmed.first {
            if fits(confirmed, for: index) { best.consider(confirmed, in: self) }
            if visit.isPinned { return best.steps }
            if best.cost > model.problem.prices.otherPeople, first.start >= visit.release {
                best.consider(chain(visit, first.start...first.start, random: &random), in: self)
            }
            guard best.cost > model.problem.prices.otherTime else { return best.steps }
        }
        let (earliest, latest) = (
            max(visit.release, range?.lowerBound ?? 0), min(model.problem.horizon - visit.shortest, range?.upperBound ?? .max))
        guard earliest <= latest else { return best.steps }
        let wish = wanders && random.next(below: Self.forgetWishEvery) == 0 ? nil : visit.wish
        let anchor = min(max(wish ?? anywhere(visit, random: &random), earliest), latest)
        best.consider(chain(visit, anchor...max(anchor, min(latest, furthest(visit, best.cost, after: anchor))), random: &random), in: self)
        best.consider(chain(visit, earliest...anchor, backward: true, random: &random), in: self)
        if best.steps == nil || best.isLate { best.consider(chain(visit, earliest...latest, random: &random), in: self) }
        return best.steps
    }

    /// Any minute at which the visit could begin and still be done in time.
    private func anywhere(_ visit: PlanningModel.Visit, random: inout SplitMix64) -> Int {
        let latest = min(visit.due, model.problem.horizon) - visit.shortest
        switch random.next(below: 3) {
        case 0: return visit.release
        case 1: return max(latest, visit.release)
        default: return visit.release + random.index(below: max(latest - visit.release, 1))
        }
    }

    /// Starts later than this cost more than what is known.
    private func furthest(_ visit: PlanningModel.Visit, _ cost: Int, after anchor: Int) -> Int {
        guard visit.wish != nil, cost < model.problem.prices.unserved else { return .max }
        return anchor + cost * model.problem.prices.wishMinutes
    }

    /// Steps that begin within `range`, as early as they can, or as late.
    func chain(
        _ visit: PlanningModel.Visit, _ range: ClosedRange<Int>, backward: Bool = false, random: inout SplitMix64
    ) -> [PlannedStep]? {
        var (range, chain) = (range, Chain())
        for _ in 0..<Self.chainTries {
            chain.restart()
            if extend(&chain, visit, range.lowerBound, range.upperBound, backward: backward, random: &random) { return chain.steps }
            guard let first = chain.firstTried else { return nil }
            let skip = chain.missed == .max ? 15 : max(chain.missed, 1)
            if backward {
                guard first - skip >= range.lowerBound else { return nil }
                range = range.lowerBound...(first - skip)
            } else {
                guard first + skip <= range.upperBound else { return nil }
                range = (first + skip)...range.upperBound
            }
        }
        return nil
    }

    private static let chainTries = 12
    /// One in so many insertions looks elsewhere than around the wish, and one step in so many leaves what is left of its first day to others:
    /// in a full week the earliest place of each step is seldom the one that lets most visits be served.
    private static let forgetWishEvery: UInt64 = 5
    private static let waitADayEvery: UInt64 = 10

    /// Adds the next step and all after it; leaves the chain as it was if that cannot be done.
    private func extend(
        _ chain: inout Chain, _ visit: PlanningModel.Visit, _ lower: Int, _ upper: Int, backward: Bool, random: inout SplitMix64
    ) -> Bool {
        let position = chain.links.count
        guard position < visit.steps.count else { return hasLoaner(for: chain, visit) }
        let step = visit.steps[position]
        let stays = step.step.sameBay ? chain.links.last.flatMap { last in last.place.map { ($0, last.leaves) } } : nil
        let waits = wanders && position > 0 && random.next(below: Self.waitADayEvery) == 0
        let from = waits ? nextDay(after: lower, notAfter: upper) : lower
        let search = StepSearch(step: step, isFirst: position == 0, lower: from, upper: upper, stays: stays)
        let isLast = position + 1 == visit.steps.count
        let limit = isLast ? 1 : CheapestOptions.most
        let options = options(search, chain, of: visit, backward: backward && position == 0, limit: limit, random: &random)
        if options.count == 0, position > 0 { chain.missed = min(chain.missed, lateness(search, chain)) }
        for choice in 0..<options.count {
            guard let option = options[choice] else { break }
            if position == 0 { chain.noteTried(option.start, backward: backward) }
            guard chain.budget > 0 else { return false }
            chain.budget -= 1
            chain.append(.init(
                start: option.start, crew: option.crew, place: option.place, end: option.end,
                leaves: option.end + buffers(option.place, step).after))
            let lag = isLast ? 0...0 : visit.steps[position + 1].step.lag
            if extend(&chain, visit, option.end + lag.lowerBound, option.end + lag.upperBound, backward: backward, random: &random) {
                return true
            }
            chain.removeLast()
        }
        return false
    }

    private func nextDay(after minute: Int, notAfter last: Int) -> Int {
        let next = model.nextDay(after: minute)
        return next <= last ? next : minute
    }

    /// How many minutes after its last possible start a step could begin with whoever is free first.
    private func lateness(_ search: StepSearch, _ chain: Chain) -> Int {
        let later = StepSearch(
            step: search.step, isFirst: false, lower: search.upper + 1, upper: min(search.upper + 2_880, model.problem.horizon), stays: search.stays)
        var (least, known) = (Int.max, KnownStarts())
        for worker in search.step.workers {
            guard let found = firstStart(later, chain, &known, crew: Crew(worker.person), minutes: worker.minutes) else { continue }
            least = min(least, found.start - search.upper)
        }
        return least
    }

    /// Whether a unit of the loaner's pool is free all the while, beside those the steps themselves use.
    func hasLoaner(for chain: Chain, _ visit: PlanningModel.Visit) -> Bool {
        guard let loaner = visit.loaner, let first = chain.links.first, let last = chain.links.last else { return true }
        guard pools[loaner.pool].has(1, in: first.start..<last.end) else { return false }
        return zip(chain.links, visit.steps).allSatisfy { link, step in
            step.demands.allSatisfy { $0.pool != loaner.pool || pools[$0.pool].has($0.units + 1, in: link.start..<link.end) }
        }
    }
}

/// The cheapest of several ways, what everybody's load adds included.
struct BestPlacement {
    let index: Int
    private(set) var steps: [PlannedStep]?
    private(set) var cost = Int.max
    private(set) var isLate = false

    init(index: Int) {
        self.index = index
    }

    mutating func consider(_ found: [PlannedStep]?, in state: PlanState) {
        guard let found else { return }
        let price = state.price(found, for: index)
        let total = price.total + state.addedUnfairness(found, for: index)
        guard total < cost else { return }
        (steps, cost, isLate) = (found, total, price.late > 0)
    }
}
