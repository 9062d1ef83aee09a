import Foundation

extension Planner {
    /// Keeps what is confirmed and enters only the first `count` visits: the others have not called yet.
    init(_ problem: PlanningProblem, entering count: Int, seed: UInt64) {
        self.init(PlanningModel(problem), entering: 0..<count, seed: seed)
    }

    /// Gives each caller in turn the time nearest to the wish that the caller would take.
    /// - Returns: the calls and starts of those who got one.
    mutating func serve(_ callers: [Demand], from first: Int) -> [(calls: Int, start: Int)] {
        var served: [(calls: Int, start: Int)] = []
        for (offset, caller) in callers.enumerated() {
            let (index, visit) = (first + offset, model.visits[first + offset])
            let latest = (visit.wish ?? visit.release) + caller.patience
            guard visit.release <= latest,
                let steps = state.placement(of: index, within: visit.release...latest, random: &random), let start = steps.first?.start
            else { continue }
            state.enter(steps, for: index)
            served.append((caller.calls, start))
        }
        return served
    }

    /// Minutes each person works past the end of a day when work lasts as long as chance has it. What is late begins what follows late.
    func overruns(spread: Double, _ chance: inout SplitMix64) -> [Double] {
        var work: [[(start: Int, minutes: Int)]] = model.presence.map { _ in [] }
        for (index, steps) in state.visits.enumerated() {
            for (planned, compiled) in zip(steps ?? [], model.visits[index].steps) {
                let minutes = state.minutes(of: planned, compiled)
                for person in planned.people { work[person].append((planned.start, minutes)) }
            }
        }
        return work.indices.map { person in
            var (now, late) = (0.0, 0.0)
            let ordered = work[person].sorted { $0.start < $1.start }
            for (position, one) in ordered.enumerated() {
                now = max(now, Double(one.start)) + Double(one.minutes) * exp(spread * chance.gaussian())
                let day = model.day(of: one.start)
                let isLast = position + 1 == ordered.count || model.day(of: ordered[position + 1].start) != day
                if isLast { late += max(0, now - Double(endOfDay(person, day))) }
            }
            return late
        }
    }

    private func endOfDay(_ person: Int, _ day: Int) -> Int {
        let next = day + 1 < model.problem.days.count ? model.problem.days[day + 1] : model.problem.horizon
        return model.problem.people[person].present.last { $0.lowerBound < next }?.upperBound ?? next
    }
}
