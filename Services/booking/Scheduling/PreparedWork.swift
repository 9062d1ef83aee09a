import Foundation

/// Work matched once against a workshop's resources, so that days and minutes need not look at skills and kinds again.
struct PreparedWork {
    let work: Work
    let steps: [PreparedStep]
    /// Nil without a loaner.
    let loaners: [Int]?

    init(_ work: Work, in workshop: Workshop) {
        self.work = work
        var steps = work.steps.map { PreparedStep($0, in: workshop) }
        for index in steps.indices {
            let group = Self.group(of: index, in: work.steps)
            let common = steps[index].workers.map(\.index).filter { worker in
                group.allSatisfy { other in steps[other].workers.contains { $0.index == worker } }
            }
            steps[index].keepsTeam = group.count > 1
            if group.count > 1 { steps[index].teams = Self.teams(of: work.steps[index].technicians, from: common) }
        }
        if let lead = work.lead {
            let position = workshop.technicians.firstIndex { $0.id == lead }
            for index in Self.group(of: 0, in: work.steps) { steps[index].demand(lead: position) }
        }
        if let bay = work.firstBay, let index = steps.firstIndex(where: \.step.needsBay) {
            steps[index].demand(bay: workshop.bays.firstIndex { $0.id == bay })
        }
        for index in steps.indices.dropFirst() { steps[index].linkBays(to: steps[index - 1], in: workshop) }
        self.steps = steps
        loaners = work.loaner.map { kind in workshop.tools.indices.filter { workshop.tools[$0].kind == kind } }
    }

    var canEver: Bool {
        let isStaffed = steps.allSatisfy { $0.keepsTeam ? !$0.teams.isEmpty : $0.workers.count >= $0.step.technicians }
        let isHoused = steps.allSatisfy { !$0.step.needsBay || !$0.places.isEmpty }
        let isEquipped = steps.allSatisfy { step in
            step.pools.allSatisfy { $0.units.count >= $0.wanted + ($0.kind == work.loaner ? 1 : 0) }
        }
        return isStaffed && isHoused && isEquipped && loaners?.isEmpty != true && staysSomewhere
    }

    /// The longest a visit can take, buffers included.
    var reach: (before: Int, after: Int) {
        let before = steps.flatMap { $0.places.map(\.before) }.max() ?? 0
        let after = steps.flatMap { $0.places.map(\.after) }.max() ?? 0
        let longest = steps.reduce(0) { $0 + ($1.workers.map(\.minutes).max() ?? 0) + $1.step.lag.upperBound }
        return (before, longest + after)
    }

    /// Whether each chain of steps in one bay has a bay that serves them all.
    private var staysSomewhere: Bool {
        var common: Set<Int> = []
        return steps.allSatisfy { step in
            let own = Set(step.places.map(\.index))
            common = step.step.sameBay ? common.intersection(own) : own
            return !step.step.needsBay || !common.isEmpty
        }
    }

    /// The steps that have the same technicians as this one.
    private static func group(of index: Int, in steps: [WorkStep]) -> Range<Int> {
        let first = (0...index).last { !steps[$0].sameTechnicians } ?? 0
        let end = steps.indices.first { $0 > index && !steps[$0].sameTechnicians } ?? steps.count
        return first..<end
    }

    /// All sets of `count` of these people, each in ascending order.
    static func teams(of count: Int, from people: [Int]) -> [[Int]] {
        guard count > 1 else { return people.map { [$0] } }
        return people.indices.flatMap { position in
            teams(of: count - 1, from: Array(people[(position + 1)...])).map { [people[position]] + $0 }
        }
    }
}
