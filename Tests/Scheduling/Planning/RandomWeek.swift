import Scheduling

/// Three days of a small garage in which everything is scarce, with visits of one to three steps, some confirmed.
struct RandomWeek {
    static let skills = ["brakes", "engine", "body"]
    static let kinds = ["lift", "flat", "paint"]
    var problem: PlanningProblem

    init(seed: UInt64) {
        var rng = SplitMix64(seed: seed)
        let days = [0, 1_440, 2_880]
        let people = (0..<Int.random(in: 2...5, using: &rng)).map { _ in
            var present: [Range<Int>] = []
            for day in days where Int.random(in: 0..<6, using: &rng) > 0 {
                let begin = day + 420 + 30 * Int.random(in: 0...4, using: &rng)
                present += [begin..<(begin + 240), (begin + 285)..<(begin + 285 + Int.random(in: 120...300, using: &rng))]
            }
            return PlanningProblem.Person(
                skills: Dictionary(uniqueKeysWithValues: Self.skills.map { ($0, Int.random(in: 0...3, using: &rng)) }),
                efficiencyPercent: [80, 100, 100, 125].randomElement(using: &rng) ?? 100, present: present,
                ceilings: days.map { _ in [250, 400, 1_440].randomElement(using: &rng) ?? 400 })
        }
        let places = (0..<Int.random(in: 1...4, using: &rng)).map { _ in
            PlanningProblem.Place(
                kinds: Set([Self.kinds.randomElement(using: &rng), Self.kinds.randomElement(using: &rng)].compactMap { $0 }),
                open: days.flatMap {
                    Bool.random(using: &rng) ? [($0 + 400)..<($0 + 1_150)] : [($0 + 420)..<($0 + 700), ($0 + 730)..<($0 + 1_100)]
                },
                preparation: [0, 0, 7].randomElement(using: &rng) ?? 0, cleanUp: [0, 0, 11].randomElement(using: &rng) ?? 0)
        }
        let pools = [
            PlanningProblem.Pool(kind: "jig", units: 1),
            .init(kind: "scanner", units: 2, taken: [500..<900, 2_000..<2_300]), .init(kind: "car", units: 1),
        ]
        problem = PlanningProblem(
            horizon: 4_320, days: days, people: people, places: places, pools: pools,
            intake: Bool.random(using: &rng) ? .init(every: 15, cars: 1) : nil,
            visits: (0..<Int.random(in: 3...14, using: &rng)).map { _ in Self.visit(using: &rng) })
        problem.prices.otherPlace = Int.random(in: 0...5, using: &rng)
        confirmSome(using: &rng)
    }

    /// Confirms what a first plan found, pins a little of it, and then somebody is ill.
    private mutating func confirmSome(using rng: inout SplitMix64) {
        let plan = Planner(problem, seed: rng.next()).best
        for index in problem.visits.indices where Int.random(in: 0..<3, using: &rng) > 0 {
            problem.visits[index].confirmed = plan.visits[index]
            if plan.visits[index] != nil { problem.visits[index].wish = nil }
            problem.visits[index].isPinned = plan.visits[index] != nil && Int.random(in: 0..<5, using: &rng) == 0
        }
        let ill = Int.random(in: 0..<problem.people.count, using: &rng)
        let pinned = problem.visits.contains { visit in visit.isPinned && visit.confirmed?.contains { $0.people.contains(ill) } == true }
        if !pinned, Bool.random(using: &rng) { problem.people[ill].present.removeAll { $0.lowerBound < 1_440 } }
    }

    private static func visit(using rng: inout SplitMix64) -> PlanningProblem.Visit {
        let steps = (0..<Int.random(in: 1...3, using: &rng)).map { position in
            WorkStep(
                minutes: Int.random(in: 10...150, using: &rng), skills: [skills.randomElement(using: &rng) ?? "": Int.random(in: 0...2, using: &rng)],
                technicians: Int.random(in: 0..<6, using: &rng) == 0 ? 2 : 1, needsBay: Int.random(in: 0..<5, using: &rng) > 0,
                bayKinds: Bool.random(using: &rng) ? [] : [kinds.randomElement(using: &rng) ?? ""],
                tools: [[:], [:], ["jig": 1], ["scanner": 1], ["scanner": 2]].randomElement(using: &rng) ?? [:],
                preparation: Int.random(in: 0...10, using: &rng), cleanUp: Int.random(in: 0...10, using: &rng),
                lag: [0...0, 0...30, 15...1_500, 60...2_000].randomElement(using: &rng) ?? 0...0,
                sameTechnicians: position > 0 && Int.random(in: 0..<4, using: &rng) == 0, sameBay: position > 0 && Bool.random(using: &rng))
        }
        var legal = steps
        for index in legal.indices.dropFirst() where legal[index].sameTechnicians { legal[index].technicians = legal[index - 1].technicians }
        return .init(
            priority: Int.random(in: 1...4, using: &rng), release: Int.random(in: 0...1_500, using: &rng),
            due: Int.random(in: 700...4_320, using: &rng),
            wish: Bool.random(using: &rng) ? Int.random(in: 400...3_500, using: &rng) : nil,
            loaner: [nil, nil, "car", "scanner"].randomElement(using: &rng) ?? nil, steps: legal)
    }
}
