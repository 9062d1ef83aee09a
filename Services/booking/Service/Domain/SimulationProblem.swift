import Contracts
import Foundation
import Scheduling

/// Some days of a workshop as the simulation takes them: what is booked first, then whoever calls.
struct SimulationProblem {
    let model: WorkshopModel
    /// As it is, with what is booked.
    let plan: PlanningProblem
    /// The booked appointments, in the order of the plan's visits.
    let appointments: [AppointmentState]
    private let request: SimulationRequest
    private let frames: [DayFrame]
    private let origin: EpochMinute
    private let earliest: EpochMinute
    private var first: Int { (frames.first?.start ?? origin) - origin }

    /// - Parameter plan: from the day before the first to the day after the last.
    init(_ request: SimulationRequest, _ plan: Plan, _ states: [AppointmentState], now: EpochMinute, earliest: EpochMinute) {
        let booked = ReplanProblem(
            ReplanRequest(from: request.from, days: request.days), plan, states, now: now, earliest: earliest)
        let calendar = plan.model.workshop.calendar
        self.request = request
        self.earliest = earliest
        model = plan.model
        appointments = booked.appointments
        origin = calendar.frame(of: request.from.adding(days: -1)).start
        frames = (0..<request.days).map { calendar.frame(of: request.from.adding(days: $0)) }
        var problem = booked.problem
        // Utilisation is that of the days asked for.
        let start = (frames.first?.start ?? origin) - origin
        for index in problem.people.indices { problem.people[index].remove(0..<start) }
        // Whoever is booked comes before whoever calls.
        for index in problem.visits.indices { problem.visits[index].priority = 4 }
        self.plan = problem
    }

    var changes: [CapacityChange] { request.changes.compactMap(change) }

    private func change(_ change: SimulationRequest.Change) -> CapacityChange? {
        let always = 0..<plan.horizon
        switch change.kind {
        case .blockCapacity: return .reserved(blocked(change))
        case .addTechnician: return newcomer(change).map(CapacityChange.person)
        case .removeTechnician:
            return model.workshop.technicians.firstIndex { $0.id == change.technicianId }.map { .personAway($0, always) }
        case .addBay: return .place(PlanningProblem.Place(kinds: Set([change.bayKind].compactMap { $0 }), open: [always]))
        case .removeBay: return model.workshop.bays.firstIndex { $0.id == change.bayId }.map { .placeClosed($0, always) }
        }
    }

    /// The hours of each day the workshop is open, in pieces of an hour.
    private func blocked(_ change: SimulationRequest.Change) -> [PlanningProblem.Visit] {
        let minutes = Int((change.hoursPerDay ?? 0) * 60)
        return frames.flatMap { frame -> [PlanningProblem.Visit] in
            let open = model.workshop.calendar.openMask(in: frame)
            guard let begin = open.first, let end = open.last else { return [] }
            let offset = frame.start - origin
            return stride(from: 0, to: minutes, by: 60).map { done in
                let step = WorkStep(
                    minutes: min(60, minutes - done), skills: [change.skill ?? "": change.level ?? 1],
                    bayKinds: Set([change.bayKind].compactMap { $0 }))
                return PlanningProblem.Visit(
                    priority: 4, release: max(offset + begin, earliest - origin), due: offset + end + 1, wish: offset + begin, steps: [step])
            }
        }
    }

    private func newcomer(_ change: SimulationRequest.Change) -> PlanningProblem.Person? {
        let technician = Technician(
            id: UUID(high: 0, low: 0), skills: change.skills ?? [:], shifts: WeeklyHours(change.hours ?? []),
            efficiencyPercent: change.efficiencyPercent ?? 100)
        let workshop = Workshop(calendar: model.workshop.calendar, technicians: [technician], bays: [])
        var person = PlanningProblem(workshop, from: request.from.adding(days: -1), days: request.days + 2, visits: []).people.first
        person?.remove(0..<first)
        if let last = frames.last { person?.remove((last.minutes.upperBound - origin)..<max(plan.horizon, last.minutes.upperBound - origin)) }
        return person
    }
}

extension SimulationProblem {
    /// What was asked for on past days, put on every day of the same weekday, as often as it was on average.
    /// - Parameter past: the appointments of `days` days before `today`.
    func demand(_ past: [AppointmentState], days: Int, before today: LocalDate) -> [Demand] {
        let calendar = model.workshop.calendar
        var weekdays: [Int: Int] = [:]
        for day in 1...max(days, 1) { weekdays[today.adding(days: -day).weekday, default: 0] += 1 }
        let targets = Dictionary(grouping: frames, by: \.date.weekday)
        return past.flatMap { state -> [Demand] in
            guard let steps = try? model.work(of: state).steps else { return [] }
            let date = calendar.date(of: state.start.epochMinute)
            let minute = state.start.epochMinute - calendar.frame(of: date).start
            let lead = max(0, state.start.epochMinute - state.bookedAt.epochMinute)
            return (targets[date.weekday] ?? []).map { frame in
                demand(steps, at: frame.start + minute, lead: lead, rate: 1 / Double(max(weekdays[date.weekday] ?? 1, 1)))
            }
        }
    }

    /// Customers at random minutes of each day the workshop is open.
    func forecast(seed: UInt64) -> [Demand] {
        let shares = request.demand.services ?? []
        let (perDay, total) = (request.demand.perDay ?? 0, shares.reduce(0) { $0 + $1.share })
        let count = Int(perDay.rounded(.up))
        guard count > 0, total > 0 else { return [] }
        var random = SplitMix64(seed: seed &+ 0x5EED)
        return frames.flatMap { frame -> [Demand] in
            let open = model.workshop.calendar.openMask(in: frame).minutes
            guard !open.isEmpty else { return [] }
            return (0..<count).compactMap { _ in
                let minute = open[Int.random(in: 0..<open.count, using: &random)]
                var rest = Double.random(in: 0..<total, using: &random)
                let share = shares.first { one in
                    rest -= one.share
                    return rest < 0
                } ?? shares.last
                guard let service = share.flatMap({ model.services[$0.serviceId] }) else { return nil }
                return demand(
                    model.work([service], for: .midsize).steps, at: frame.start + minute, lead: (request.demand.leadDays ?? 2) * 1_440,
                    rate: perDay / Double(count))
            }
        }
    }

    private func demand(_ steps: [WorkStep], at start: EpochMinute, lead: Int, rate: Double) -> Demand {
        let wish = start - origin
        let visit = PlanningProblem.Visit(release: max(first, earliest - origin), wish: wish, steps: steps)
        return Demand(calls: wish - lead, visit: visit, patience: (request.demand.patienceDays ?? 3) * 1_440, rate: rate)
    }
}
