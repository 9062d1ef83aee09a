import Foundation

/// One step matched against a workshop's resources.
struct PreparedStep {
    struct Worker {
        let index: Int
        let minutes: Int
        let ceilingPercent: Int
        /// Skill levels above what is asked for.
        let surplus: Int
    }

    struct Place {
        let index: Int
        /// Minutes for which the bay is taken beside the step, its own buffers included.
        let before: Int
        let after: Int
        /// Kinds this bay serves that are not asked for.
        let surplus: Int
    }

    struct Pool {
        let kind: String
        let wanted: Int
        let units: [Int]
    }

    let step: WorkStep
    private(set) var workers: [Worker]
    private(set) var places: [Place]
    let pools: [Pool]
    /// Whether it matters who they are, as with the step before or after that has the same people; then they are chosen from `teams`.
    var keepsTeam = false
    var teams: [[Int]] = []
    /// Without staying in the bay of the step before, this step may want it so soon that the buffers of both do not fit.
    private(set) var isCloseBehind = false

    init(_ step: WorkStep, in workshop: Workshop) {
        self.step = step
        workers = workshop.technicians.indices.compactMap { index in
            let technician = workshop.technicians[index]
            guard technician.can(step) else { return nil }
            return Worker(
                index: index, minutes: technician.minutes(for: step), ceilingPercent: technician.ceilingPercent,
                surplus: step.skills.reduce(0) { $0 + technician.skills[$1.key, default: 0] - $1.value }
            )
        }
        places = !step.needsBay ? [] : workshop.bays.indices.compactMap { index in
            let bay = workshop.bays[index]
            guard bay.kinds.isSuperset(of: step.bayKinds) else { return nil }
            return Place(
                index: index, before: step.preparation + bay.preparation, after: step.cleanUp + bay.cleanUp,
                surplus: bay.kinds.count - step.bayKinds.count
            )
        }
        pools = step.tools.sorted { $0.key < $1.key }.filter { $0.value > 0 }.map { kind, wanted in
            Pool(kind: kind, wanted: wanted, units: workshop.tools.indices.filter { workshop.tools[$0].kind == kind })
        }
    }

    func worker(_ index: Int) -> Worker? { workers.first { $0.index == index } }

    /// How long these people need together: as long as the slowest.
    func minutes(of team: [Int]) -> Int {
        workers.reduce(0) { team.contains($1.index) ? max($0, $1.minutes) : $0 }
    }

    /// Leaves the teams that one person is in.
    mutating func demand(lead: Int?) {
        if step.technicians == 1 { workers.removeAll { $0.index != lead } }
        if keepsTeam || step.technicians > 1 {
            if !keepsTeam { teams = PreparedWork.teams(of: step.technicians, from: workers.map(\.index)) }
            keepsTeam = true
            teams.removeAll { team in !team.contains { $0 == lead } }
        }
    }

    /// Leaves one bay.
    mutating func demand(bay: Int?) { places.removeAll { $0.index != bay } }

    mutating func linkBays(to before: PreparedStep, in workshop: Workshop) {
        guard step.needsBay, before.step.needsBay, !step.sameBay else { return }
        isCloseBehind = places.contains { place in
            before.places.contains { $0.index == place.index && $0.after + place.before > step.lag.lowerBound }
        }
    }
}
