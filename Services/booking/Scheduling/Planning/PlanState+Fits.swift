extension PlanState {
    /// Whether a visit can be served exactly so beside what is already planned.
    func fits(_ steps: [PlannedStep], for index: Int) -> Bool {
        let visit = model.visits[index]
        guard visit.isPossible, steps.count == visit.steps.count, let first = steps.first, first.start >= visit.release else { return false }
        if let intake = model.problem.intake {
            guard arrivals.indices.contains(first.start / intake.every), arrivals[first.start / intake.every] < intake.cars else { return false }
        }
        var chain = Chain()
        for (position, planned) in steps.enumerated() {
            let compiled = visit.steps[position]
            guard let crew = Crew(planned.people), let end = endIfFree(planned, compiled, chain), isPlaced(planned, compiled, end: end, chain)
            else { return false }
            chain.append(.init(
                start: planned.start, crew: crew, place: planned.place, end: end, leaves: end + buffers(planned.place, compiled).after))
        }
        return hasLoaner(for: chain, visit)
    }

    /// When the step is done, if its people suit, are free and have room, its tools are free and its lag is kept.
    private func endIfFree(_ planned: PlannedStep, _ compiled: PlanningModel.Step, _ chain: Chain) -> Int? {
        let workers = planned.people.compactMap { compiled.workerOf.indices.contains($0) ? compiled.worker($0) : nil }
        guard workers.count == compiled.step.technicians, workers.count == Set(planned.people).count,
            let minutes = workers.map(\.minutes).max()
        else { return nil }
        let range = planned.start..<(planned.start + minutes)
        if let before = chain.links.last {
            guard compiled.step.lag.contains(planned.start - before.end) else { return nil }
            if compiled.step.sameTechnicians, planned.people != before.crew.people { return nil }
        }
        guard range.lowerBound >= 0, range.upperBound <= model.problem.horizon else { return nil }
        let day = model.day(of: planned.start)
        let areFree = planned.people.allSatisfy {
            people[$0].contains(range) && hasRoom($0, on: day, for: minutes + pending($0, on: day, chain))
        }
        return areFree && compiled.demands.allSatisfy { pools[$0.pool].has($0.units, in: range) } ? range.upperBound : nil
    }

    private func isPlaced(_ planned: PlannedStep, _ compiled: PlanningModel.Step, end: Int, _ chain: Chain) -> Bool {
        guard compiled.step.needsBay else { return planned.place == nil }
        guard let place = planned.place, compiled.places.contains(place) else { return false }
        let buffers = buffers(place, compiled)
        let (from, to) = (planned.start - buffers.before, end + buffers.after)
        guard places[place].contains(from..<to) else { return false }
        guard compiled.step.sameBay, let last = chain.links.last, let held = last.place else { return from >= chain.leaves(place) }
        let left = last.leaves
        return held == place && (left >= to || untaken[place].contains(left..<to))
    }
}
