extension PlanState {
    /// What a visit costs when it is served so.
    func price(_ steps: [PlannedStep], for index: Int) -> PlanCost {
        let (visit, prices) = (model.visits[index], model.problem.prices)
        var cost = PlanCost()
        guard let first = steps.first?.start else { return cost }
        cost.late = visit.priority * prices.lateMinute * max(0, end(of: steps, visit) - visit.due)
        if let confirmed = visit.confirmed, !visit.isPinned {
            if confirmed.first?.start != first {
                cost.changed = prices.otherTime
            } else if zip(steps, confirmed).contains(where: { $0.people != $1.people }) {
                cost.changed = prices.otherPeople
            } else if zip(steps, confirmed).contains(where: { $0.place != $1.place }) {
                cost.changed = prices.otherPlace
            }
        }
        if let wish = visit.wish { cost.wishes = wishCost(first, wish) }
        for (planned, compiled) in zip(steps, visit.steps) {
            for person in planned.people { cost.surplus += (compiled.worker(person)?.surplus ?? 0) * prices.surplusLevel }
        }
        return cost
    }

    func wishCost(_ start: Int, _ wish: Int) -> Int {
        let prices = model.problem.prices
        return (abs(start - wish) + prices.wishMinutes - 1) / prices.wishMinutes
    }

    /// The least a visit can cost when its first step begins at `start`, whoever does it.
    func leastPrice(of visit: PlanningModel.Visit, at start: Int) -> Int {
        let prices = model.problem.prices
        var least = visit.priority * prices.lateMinute * max(0, start + visit.shortest - visit.due)
        if let confirmed = visit.confirmed, confirmed.first?.start != start { least += prices.otherTime }
        if let wish = visit.wish { least += wishCost(start, wish) }
        return least
    }

    /// What serving a visit so adds to the price of whoever is taken most.
    func addedUnfairness(_ steps: [PlannedStep], for index: Int) -> Int {
        let highest = highestPermille
        var most = highest
        for (position, planned) in steps.enumerated() {
            for person in planned.people {
                let minutes = zip(steps, model.visits[index].steps)
                    .reduce(0) { $0 + ($1.0.people.contains(person) ? self.minutes(of: $1.0, $1.1) : 0) }
                if position == 0 || planned.people != steps[position - 1].people {
                    most = max(most, permille(loads[person] + minutes, of: person))
                }
            }
        }
        return (most - highest) * model.problem.prices.loadPermille
    }
}
