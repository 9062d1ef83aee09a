/// One way to do a step, and how dear it is for the visit and everybody.
struct StepOption {
    let start: Int
    let end: Int
    let crew: Crew
    let place: Int?
    let price: Int
}

/// The cheapest ways to do a step, at most three; kept in place, as a search makes thousands of these.
struct CheapestOptions {
    static let most = 3

    private let limit: Int
    private(set) var count = 0
    private var options: InlineArray<3, StepOption?> = .init(repeating: nil)

    /// - Parameter limit: at most `most`.
    init(limit: Int) {
        self.limit = min(limit, Self.most)
    }

    var isFull: Bool { count == limit }

    var last: StepOption? { count > 0 ? options[count - 1] : nil }

    subscript(position: Int) -> StepOption? { options[position] }

    /// Of options that cost the same the one found first comes first.
    mutating func insert(_ option: StepOption) {
        var moving = option
        for position in 0..<limit {
            guard let there = options[position] else {
                options[position] = moving
                count += 1
                return
            }
            guard moving.price < there.price else { continue }
            options[position] = moving
            moving = there
        }
    }
}

extension PlanState {
    /// One in so many people is left out of an insertion, which keeps a search from always taking the same first choice
    /// (Christiaens and Vanden Berghe 2020, "blinks").
    private static let blinkEvery: UInt64 = 60

    /// Ways to do a step, the cheapest first, at most `limit`: for each person (or crew) the first start in the range, or the last.
    func options(
        _ search: StepSearch, _ chain: Chain, of visit: PlanningModel.Visit, backward: Bool, limit: Int, random: inout SplitMix64
    ) -> CheapestOptions {
        var (search, found, known) = (search, CheapestOptions(limit: limit), KnownStarts())
        if search.step.step.sameTechnicians, let crew = chain.links.last?.crew {
            if let option = crewOption(search, chain, crew) { found.insert(option) }
            return found
        }
        guard search.step.step.technicians == 1 else { return crewOptions(search, chain, of: visit, limit: limit) }
        let highest = highestPermille
        for worker in search.step.workers where search.lower <= search.upper {
            if random.next(below: Self.blinkEvery) == 0 { continue }
            let crew = Crew(worker.person)
            let start = backward ? lastStart(search, &known, person: worker.person, minutes: worker.minutes)
                : firstStart(search, chain, &known, crew: crew, minutes: worker.minutes)
            guard let start else { continue }
            let price = price(search, of: visit, start: start.start, crew: crew, minutes: worker.minutes, highest)
            found.insert(StepOption(
                start: start.start, end: start.start + worker.minutes, crew: crew, place: start.place, price: price))
            if found.isFull, let last = found.last { narrow(&search, of: visit, to: last, backward: backward) }
        }
        return found
    }

    /// Leaves out starts that cost more for their time alone than an option, and of those without a price by time all that are farther from
    /// where the search begins: somebody less over-skilled may be missed there.
    private func narrow(_ search: inout StepSearch, of visit: PlanningModel.Visit, to option: StepOption, backward: Bool) {
        let byWish = search.isFirst && visit.wish != nil ? option.price * model.problem.prices.wishMinutes : nil
        if backward {
            search.lower = max(search.lower, byWish.map { search.upper - $0 } ?? option.start)
        } else {
            search.upper = min(search.upper, byWish.map { search.lower + $0 } ?? (option.start + (search.isFirst ? 0 : 8 * option.price)))
        }
    }

    private func crewOption(_ search: StepSearch, _ chain: Chain, _ crew: Crew) -> StepOption? {
        guard var minutes = search.step.worker(crew.first)?.minutes else { return nil }
        for person in crew.others {
            guard let worker = search.step.worker(person) else { return nil }
            minutes = max(minutes, worker.minutes)
        }
        var known = KnownStarts()
        return firstStart(search, chain, &known, crew: crew, minutes: minutes).map {
            StepOption(start: $0.start, end: $0.start + minutes, crew: crew, place: $0.place, price: 0)
        }
    }

    /// For each length the slowest of a crew may need, the first start at which enough people are free for as long.
    private func crewOptions(_ search: StepSearch, _ chain: Chain, of visit: PlanningModel.Visit, limit: Int) -> CheapestOptions {
        // A closure that asked the plan itself for the loads would copy all of it.
        let (highest, loads, wanted) = (highestPermille, loads, search.step.step.technicians)
        var found = CheapestOptions(limit: limit)
        for (position, slowest) in search.step.workers.enumerated() where position + 1 >= wanted {
            let minutes = slowest.minutes
            let isLastOfLength = position + 1 == search.step.workers.count || search.step.workers[position + 1].minutes > minutes
            guard isLastOfLength, let start = crewStart(search, chain, among: search.step.workers[...position], wanted: wanted, minutes: minutes)
            else { continue }
            let crew = start.crew.sorted { ($0.surplus, loads[$0.person], $0.person) < ($1.surplus, loads[$1.person], $1.person) }.prefix(wanted)
            guard let people = Crew(crew.map(\.person)) else { continue }
            let length = crew.map(\.minutes).max() ?? minutes
            let price = price(search, of: visit, start: start.start, crew: people, minutes: length, highest)
            found.insert(StepOption(start: start.start, end: start.start + length, crew: people, place: start.place, price: price))
        }
        return found
    }

    /// The first start at which at least `wanted` of the workers are free for `minutes`, with all who are.
    private func crewStart(
        _ search: StepSearch, _ chain: Chain, among workers: ArraySlice<PlanningModel.Worker>, wanted: Int, minutes: Int
    ) -> (start: Int, place: Int?, crew: [PlanningModel.Worker])? {
        var (start, known) = (search.lower, KnownStarts())
        while start <= search.upper {
            var starts: [(start: Int, worker: PlanningModel.Worker)] = []
            var alone = search
            alone.lower = start
            for worker in workers {
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
