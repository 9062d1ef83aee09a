/// What a plan does to one visit, against what was confirmed.
public enum PlanChange: Sendable, Hashable {
    /// Begins at another time.
    case moved(visit: Int, from: Int, to: Int)
    /// Begins as confirmed, but other people do it.
    case reassigned(visit: Int)
    /// Time and people are as confirmed, a bay is not.
    case rehoused(visit: Int)
    /// Was confirmed and cannot be served.
    case dropped(visit: Int)
    /// New, and has a place now.
    case added(visit: Int, start: Int)
    /// New, and has none.
    case left(visit: Int)
}

extension VisitPlan {
    /// Visits that differ from what is confirmed, in the problem's order.
    public func changes(in problem: PlanningProblem) -> [PlanChange] {
        problem.visits.indices.compactMap { index in
            let planned = visits.indices.contains(index) ? visits[index] : nil
            switch (problem.visits[index].confirmed, planned) {
            case (nil, nil): return .left(visit: index)
            case (nil, let steps?): return steps.first.map { .added(visit: index, start: $0.start) }
            case (_?, nil): return .dropped(visit: index)
            case (let before?, let steps?):
                guard let old = before.first?.start, let new = steps.first?.start else { return nil }
                if old != new { return .moved(visit: index, from: old, to: new) }
                if before.map(\.people) != steps.map(\.people) { return .reassigned(visit: index) }
                return before.map(\.place) == steps.map(\.place) ? nil : .rehoused(visit: index)
            }
        }
    }
}
