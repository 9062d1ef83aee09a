import Scheduling

/// The rules of a plan once more, minute by minute and with nothing precomputed: slow and obvious. Says which are broken.
struct NaivePlanChecker {
    let problem: PlanningProblem
    private(set) var broken: [String] = []
    private var people: [[Int: Int]]
    private var places: [[Int: Int]]
    private var pools: [[Int: Int]]
    private var sold: [[Int: Int]]
    private var arrivals: [Int: Int] = [:]
    private var cost = PlanCost()

    init(_ problem: PlanningProblem) {
        self.problem = problem
        people = problem.people.map { _ in [:] }
        places = problem.places.map { _ in [:] }
        pools = problem.pools.map { pool in
            pool.taken.reduce(into: [:]) { used, range in for minute in range { used[minute, default: 0] += 1 } }
        }
        sold = problem.people.map { _ in [:] }
    }

    /// Broken rules, with the cost counted anew at the end if it is another than the plan says.
    static func complaints(_ plan: VisitPlan, _ problem: PlanningProblem) -> [String] {
        var checker = NaivePlanChecker(problem)
        for (index, steps) in plan.visits.enumerated() { checker.check(steps, index) }
        checker.checkTogether()
        if checker.cost != plan.cost { checker.broken.append("cost is \(checker.cost), said to be \(plan.cost)") }
        return checker.broken
    }

    private mutating func check(_ steps: [PlannedStep]?, _ index: Int) {
        let visit = problem.visits[index]
        guard let steps else {
            cost.unserved += problem.prices.unserved * visit.priority
            if visit.isPinned { broken.append("\(index): pinned and not served") }
            return
        }
        if visit.isPinned, steps != visit.confirmed { broken.append("\(index): pinned and changed") }
        if steps.count != visit.steps.count { broken.append("\(index): has \(steps.count) steps") }
        if steps[0].start < visit.release { broken.append("\(index): before its release") }
        if let intake = problem.intake { arrivals[steps[0].start / intake.every, default: 0] += 1 }
        var end = 0
        var bayEnd = 0
        for (position, (planned, step)) in zip(steps, visit.steps).enumerated() {
            let name = "\(index).\(position)"
            let length = planned.people.map { Self.minutes(step, problem.people[$0]) }.max() ?? 0
            if Set(planned.people).count != step.technicians { broken.append("\(name): \(planned.people.count) people") }
            if position > 0 {
                if !step.lag.contains(planned.start - end) { broken.append("\(name): lag of \(planned.start - end)") }
                if step.sameTechnicians, planned.people != steps[position - 1].people { broken.append("\(name): other people") }
            }
            end = planned.start + length
            for person in planned.people { use(person, planned.start..<end, step, name) }
            if step.needsBay != (planned.place != nil) { broken.append("\(name): place \(String(describing: planned.place))") }
            if let place = planned.place {
                let bay = problem.places[place]
                let open = (planned.start - step.preparation - bay.preparation)..<(end + step.cleanUp + bay.cleanUp)
                if !step.bayKinds.isSubset(of: bay.kinds) { broken.append("\(name): the wrong bay") }
                if !bay.open.contains(where: { $0.lowerBound <= open.lowerBound && $0.upperBound >= open.upperBound }) {
                    broken.append("\(name): the bay is closed")
                }
                let stays = position > 0 && step.sameBay && steps[position - 1].place != nil
                if stays, steps[position - 1].place != place { broken.append("\(name): another bay") }
                for minute in (stays ? min(bayEnd, open.upperBound) : open.lowerBound)..<open.upperBound { places[place][minute, default: 0] += 1 }
                bayEnd = max(stays ? bayEnd : 0, open.upperBound)
            }
            for (kind, units) in step.tools { take(kind, units, planned.start..<end, name) }
        }
        if let loaner = visit.loaner { take(loaner, 1, steps[0].start..<end, "\(index)") }
        price(steps, visit, end: end)
    }

    private static func minutes(_ step: WorkStep, _ person: PlanningProblem.Person) -> Int {
        (step.minutes * 100 + person.efficiencyPercent - 1) / person.efficiencyPercent
    }

    private mutating func use(_ person: Int, _ range: Range<Int>, _ step: WorkStep, _ name: String) {
        let one = problem.people[person]
        for (skill, level) in step.skills where one.skills[skill, default: 0] < level { broken.append("\(name): no \(skill)") }
        if !one.present.contains(where: { $0.lowerBound <= range.lowerBound && $0.upperBound >= range.upperBound }) {
            broken.append("\(name): absent")
        }
        for minute in range { people[person][minute, default: 0] += 1 }
        let day = problem.days.lastIndex { $0 <= range.lowerBound } ?? 0
        sold[person][day, default: 0] += range.count
    }

    private mutating func take(_ kind: String, _ units: Int, _ range: Range<Int>, _ name: String) {
        guard let pool = problem.pools.firstIndex(where: { $0.kind == kind }) else { return broken.append("\(name): there is no \(kind)") }
        for minute in range { pools[pool][minute, default: 0] += units }
    }

    private mutating func price(_ steps: [PlannedStep], _ visit: PlanningProblem.Visit, end: Int) {
        cost.late += visit.priority * max(0, end - visit.due)
        if let confirmed = visit.confirmed, !visit.isPinned {
            if confirmed[0].start != steps[0].start {
                cost.changed += problem.prices.otherTime
            } else if confirmed.map(\.people) != steps.map(\.people) {
                cost.changed += problem.prices.otherPeople
            } else if confirmed.map(\.place) != steps.map(\.place) {
                cost.changed += problem.prices.otherPlace
            }
        }
        if let wish = visit.wish { cost.wishes += (abs(steps[0].start - wish) + problem.prices.wishMinutes - 1) / problem.prices.wishMinutes }
        for (planned, step) in zip(steps, visit.steps) {
            for (person, (skill, level)) in planned.people.flatMap({ person in step.skills.map { (person, $0) } }) {
                cost.surplus += problem.prices.surplusLevel * (problem.people[person].skills[skill, default: 0] - level)
            }
        }
    }

    private mutating func checkTogether() {
        for (person, minutes) in people.enumerated() where minutes.values.contains(where: { $0 > 1 }) { broken.append("person \(person) twice") }
        for (place, minutes) in places.enumerated() where minutes.values.contains(where: { $0 > 1 }) { broken.append("place \(place) twice") }
        for (pool, minutes) in pools.enumerated() where minutes.values.contains(where: { $0 > problem.pools[pool].units }) {
            broken.append("too much of \(problem.pools[pool].kind)")
        }
        for (person, days) in sold.enumerated() {
            for (day, minutes) in days where minutes > problem.people[person].ceilings[day] {
                broken.append("person \(person) over the ceiling of day \(day)")
            }
        }
        if let intake = problem.intake, arrivals.values.contains(where: { $0 > intake.cars }) { broken.append("too many arrive at once") }
        let loads = zip(people, problem.people).map { minutes, person in
            let present = person.present.reduce(0) { $0 + $1.count }
            return present > 0 ? (minutes.count * 1_000 + present - 1) / present : 0
        }
        cost.unfair = problem.prices.loadPermille * (loads.max() ?? 0)
    }
}
