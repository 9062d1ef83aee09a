import Scheduling

/// A week of a garage as `Tests/Benchmarks/scheduling/FORMAT.md` describes it.
struct GarageWeek: Decodable {
    struct Person: Decodable {
        let id: String
        let skills: [String: Int]
        let efficiency: Int
        let present: [[Int]]
        let ceiling: Int
    }

    struct Bay: Decodable {
        let id: String
        let kinds: [String]
        let open: [[Int]]
    }

    struct Tool: Decodable {
        let kind: String
        let units: Int
    }

    struct Intake: Decodable {
        let every: Int
        let cars: Int
    }

    struct Planned: Codable {
        let start: Int
        let technicians: [String]
        let bay: String?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(start, forKey: .start)
            try container.encode(technicians, forKey: .technicians)
            // a step without a bay says so
            try container.encode(bay, forKey: .bay)
        }
    }

    struct Step: Decodable {
        let minutes: Int
        let skills: [String: Int]
        let technicians: Int
        let bay: String?
        let tools: [String: Int]
        let before: Int
        let after: Int
        let lag: [Int]
        let same_technician: Bool
        let same_bay: Bool
    }

    struct Job: Decodable {
        let id: String
        let priority: Int
        let release: Int
        let due: Int
        let wish: Int?
        let loaner: String?
        let pinned: Bool
        let confirmed: [Planned]?
        let steps: [Step]
    }

    let name: String
    let horizon: Int
    let technicians: [Person]
    let bays: [Bay]
    let tools: [Tool]
    let intake: Intake?
    let jobs: [Job]
}

extension GarageWeek {
    private static let day = 1_440

    var problem: PlanningProblem {
        let days = Array(stride(from: 0, to: horizon, by: Self.day))
        return PlanningProblem(
            horizon: horizon, days: days,
            people: technicians.map { person in
                let present = Self.ranges(person.present)
                let ceilings = days.map { day in
                    present.reduce(0) { $0 + $1.clamped(to: day..<(day + Self.day)).count } * person.ceiling / 100
                }
                return .init(skills: person.skills, efficiencyPercent: person.efficiency, present: present, ceilings: ceilings)
            },
            places: bays.map { .init(kinds: Set($0.kinds), open: Self.ranges($0.open)) },
            pools: tools.map { .init(kind: $0.kind, units: $0.units) },
            intake: intake.map { .init(every: $0.every, cars: $0.cars) },
            visits: jobs.map(visit)
        )
    }

    /// The plan in the format's words.
    func described(_ plan: VisitPlan) -> [String: [Planned]] {
        var result: [String: [Planned]] = [:]
        for (job, steps) in zip(jobs, plan.visits) {
            guard let steps else { continue }
            result[job.id] = steps.map { step in
                Planned(start: step.start, technicians: step.people.map { technicians[$0].id }, bay: step.place.map { bays[$0].id })
            }
        }
        return result
    }

    private func visit(_ job: Job) -> PlanningProblem.Visit {
        .init(
            priority: job.priority, release: job.release, due: job.due, wish: job.wish, loaner: job.loaner,
            confirmed: job.confirmed?.map { planned in
                PlannedStep(
                    start: planned.start,
                    people: planned.technicians.compactMap { id in technicians.firstIndex { $0.id == id } },
                    place: planned.bay.flatMap { id in bays.firstIndex { $0.id == id } })
            },
            isPinned: job.pinned, steps: job.steps.map(Self.step)
        )
    }

    private static func step(_ step: Step) -> WorkStep {
        WorkStep(
            minutes: step.minutes, skills: step.skills, technicians: step.technicians, needsBay: step.bay != nil,
            bayKinds: Set([step.bay].compactMap { $0 }), tools: step.tools, preparation: step.before, cleanUp: step.after,
            lag: step.lag.count == 2 ? step.lag[0]...max(step.lag[0], step.lag[1]) : 0...0,
            sameTechnicians: step.same_technician, sameBay: step.same_bay
        )
    }

    private static func ranges(_ pairs: [[Int]]) -> [Range<Int>] {
        pairs.compactMap { $0.count == 2 && $0[0] < $0[1] ? $0[0]..<$0[1] : nil }
    }
}
