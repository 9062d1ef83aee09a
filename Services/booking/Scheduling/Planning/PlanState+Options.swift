/// One way to do a step, and how dear it is for the visit and everybody.
struct StepOption {
    let start: Int
    let end: Int
    let crew: Crew
    let place: Int?
    let price: Int
}

extension PlanState {
    /// One in so many people is left out of an insertion, which keeps a search from always taking the same first choice
    /// (Christiaens and Vanden Berghe 2020, "blinks").
    private static let blinkEvery: UInt64 = 60

    /// Ways to do a step, the cheapest first, at most `limit`: for each person (or crew) the first start in the range, or the last.
    func options(
        _ search: StepSearch, _ chain: Chain, of visit: PlanningModel.Visit, backward: Bool, limit: Int, random: inout SplitMix64
    ) -> [StepOption] {
        let wanted = search.step.step.technicians
        if search.step.step.sameTechnicians, let crew = chain.steps.last?.people { return crewOption(search, chain, crew) }
        if wanted > 1 { return crewOptions(search, chain, of: visit, wanted: wanted) }
        let highest = highestPermille
        var (found, search, known): ([StepOption], StepSearch, KnownStarts) = ([], search, KnownStarts())
        for worker in search.step.workers where search.lower <= search.upper {
            if random.next(below: Self.blinkEvery) == 0 { continue }
            let start = backward ? lastStart(search, &known, person: worker.person, minutes: worker.minutes)
                : firstStart(search, chain, &known, crew: Crew(worker.person), minutes: worker.minutes)
            guard let start else { continue }
            let price = price(search, of: visit, start: start.start, crew: Crew(worker.person), minutes: worker.minutes, highest)
            let option = StepOption(
                start: start.start, end: start.start + worker.minutes, crew: Crew(worker.person), place: start.place, price: price
            )
            let position = found.firstIndex { price < $0.price } ?? found.count
            if position < limit { found.insert(option, at: position) }
            if found.count > limit { found.removeLast() }
            if found.count == limit, let last = found.last { search = narrowed(search, of: visit, to: last, backward: backward) }
        }
        return found
    }

    /// Leaves out starts that cost more for their time alone than an option, and of those without a price by time all that are farther from
    /// where the search begins: somebody less over-skilled may be missed there.
    private func narrowed(_ search: StepSearch, of visit: PlanningModel.Visit, to option: StepOption, backward: Bool) -> StepSearch {
        var (lower, upper) = (search.lower, search.upper)
        if backward {
            lower = max(lower, search.isFirst && visit.wish != nil ? upper - option.price * model.problem.prices.wishMinutes : option.start)
        } else if search.isFirst, visit.wish != nil {
            upper = min(upper, lower + option.price * model.problem.prices.wishMinutes)
        } else {
            upper = min(upper, option.start + (search.isFirst ? 0 : 8 * option.price))
        }
        return StepSearch(step: search.step, isFirst: search.isFirst, lower: lower, upper: upper, stays: search.stays)
    }

    private func crewOption(_ search: StepSearch, _ chain: Chain, _ crew: [Int]) -> [StepOption] {
        let workers = crew.compactMap { search.step.worker($0) }
        var known = KnownStarts()
        guard workers.count == crew.count, let first = crew.first, let minutes = workers.map(\.minutes).max(),
            let start = firstStart(search, chain, &known, crew: Crew(first, Array(crew.dropFirst())), minutes: minutes)
        else { return [] }
        return [StepOption(start: start.start, end: start.start + minutes, crew: Crew(first, Array(crew.dropFirst())), place: start.place, price: 0)]
    }

    /// For each length the slowest of a crew may need, the first start at which enough people are free for as long.
    private func crewOptions(_ search: StepSearch, _ chain: Chain, of visit: PlanningModel.Visit, wanted: Int) -> [StepOption] {
        // A closure that asked the plan itself for the loads would copy all of it.
        let (highest, loads) = (highestPermille, loads)
        var found: [StepOption] = []
        for (position, slowest) in search.step.workers.enumerated() where position + 1 >= wanted {
            let minutes = slowest.minutes
            let isLastOfLength = position + 1 == search.step.workers.count || search.step.workers[position + 1].minutes > minutes
            guard isLastOfLength, let start = crewStart(search, chain, among: search.step.workers[...position], wanted: wanted, minutes: minutes)
            else { continue }
            let crew = start.crew.sorted { ($0.surplus, loads[$0.person], $0.person) < ($1.surplus, loads[$1.person], $1.person) }.prefix(wanted)
            guard let first = crew.first?.person else { continue }
            let people = Crew(first, crew.dropFirst().map(\.person))
            let length = crew.map(\.minutes).max() ?? minutes
            let price = price(
                search, of: visit, start: start.start, crew: people, minutes: length, highest)
            found.append(StepOption(
                start: start.start, end: start.start + length, crew: people, place: start.place, price: price))
        }
        return found.sorted { ($0.price, $0.start) < ($1.price, $1.start) }
    }

    /// The first start at which at least `wanted` of the workers are free for `minutes`, with all who are.
    private func crewStart(
        _ search: StepSearch, _ chain: Chain, among workers: ArraySlice<PlanningModel.Worker>, wanted: Int, minutes: Int
    ) -> (start: Int, place: Int?, crew: [PlanningModel.Worker])? {
        var (start, known) = (search.lower, KnownStarts())
        while start <= search.upper {
            var starts: [(start: Int, worker: PlanningModel.Worker)] = []
            for worker in workers {
                let alone = StepSearch(
                    step: search.step, isFirst: search.isFirst, lower: start, upper: search.upper, stays: search.stays)
                guard let free = firstStart(alone, chain, &known, crew: Crew(worker.person), minutes: minutes) else { continue }
                starts.append((free.start, worker))
            }
            guard starts.count >= wanted else { return nil }
            starts.sort { ($0.start, $0.worker.person) < ($1.start, $1.worker.person) }
            let together = starts[wanted - 1].start
            if together == start, let besides = firstBesides(search, chain, from: start, minutes: minutes), besides.start == start {
                return (start, besides.place, starts.filter { $0.start == start }.map(\.worker))
            }
            start = max(together, start + 1)
        }
        return nil
    }

    private func price(
        _ search: StepSearch, of visit: PlanningModel.Visit, start: Int, crew: Crew, minutes: Int, _ highest: Int
    ) -> Int {
        let prices = model.problem.prices
        var price = search.isFirst ? leastPrice(of: visit, at: start) : (start - search.lower) / 8
        func add(_ person: Int) {
            price += (search.step.worker(person)?.surplus ?? 0) * prices.surplusLevel
            price += prices.loadPermille * max(0, permille(loads[person] + minutes, of: person) - highest)
        }
        add(crew.first)
        crew.others.forEach(add)
        return price
    }
}
