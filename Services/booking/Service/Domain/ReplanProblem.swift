import Contracts
import Foundation
import Scheduling

/// Some days of a workshop and their appointments, as the planner takes them: with a day before and after, for what reaches over midnight.
struct ReplanProblem {
    let model: WorkshopModel
    /// The start of the day before the first.
    private let origin: EpochMinute
    /// Those that may move, in the order of the problem's visits.
    let appointments: [AppointmentState]
    /// Those that do not, though somebody or some bay they have is not to be had.
    let begun: [UUID]
    private(set) var problem: PlanningProblem

    /// - Parameters:
    ///   - plan: from the day before the first to the day after the last.
    ///   - states: that have a step on the days themselves; those with steps outside of them stay where they are.
    ///   - now: what begins before it, or has begun, stays where it is.
    ///   - earliest: nobody is moved to a time before it.
    init(
        _ request: ReplanRequest, _ plan: Plan, _ states: [AppointmentState], now: EpochMinute, earliest: EpochMinute
    ) {
        let model = plan.model
        let calendar = model.workshop.calendar
        let origin = calendar.frame(of: request.from.adding(days: -1)).start
        let (first, last) = (
            calendar.frame(of: request.from).start - origin, calendar.frame(of: request.from.adding(days: request.days)).start - origin)
        // What reaches over an edge of the days cannot be planned with them: it keeps what it has of them.
        let (opening, closing) = (first + origin, last + origin)
        func moves(_ one: AppointmentState) -> Bool {
            Self.canMove(one, model, now: now) && one.placedSteps.allSatisfy { (opening..<closing).contains($0.start.epochMinute) }
        }
        let movable = states.filter(moves)
        self.model = model
        self.origin = origin
        appointments = movable
        begun = Self.hit(states.filter { $0.status.takesTime && !moves($0) }, by: request)
        problem = PlanningProblem(
            request.applied(to: model.workshop), from: request.from.adding(days: -1), days: request.days + 2,
            visits: movable.map { Self.visit($0, model, origin: origin, from: max(first, earliest - origin)) })
        problem.prices = Self.prices(horizon: problem.horizon)
        // What begins on the day after is not this plan's affair; a shift that goes on over midnight is.
        for index in problem.people.indices { problem.people[index].present.removeAll { $0.lowerBound >= last } }
        let moving = Set(movable.map(\.id))
        for reservation in plan.days.flatMap(\.reservations) where !moving.contains(reservation.owner) { take(reservation) }
        problem.arrived = plan.days.flatMap(\.arrivals).filter { !moving.contains($0.owner) }.map { $0.start - origin }
    }

    /// To serve anybody at all on these days comes first, then the promised end, then that nobody is called; nearer times before farther.
    private static func prices(horizon: Int) -> PlanPrices {
        var prices = PlanPrices()
        prices.unserved = 10_000 + 4 * horizon
        prices.otherPlace = 5
        prices.loadPermille = 0
        return prices
    }

    /// What an advisor has pinned stays. What is not sold here any more takes its time, but nobody knows what it would need elsewhere.
    private static func canMove(_ appointment: AppointmentState, _ model: WorkshopModel, now: EpochMinute) -> Bool {
        [.booked, .checkedIn].contains(appointment.status) && appointment.pinned != true && appointment.start.epochMinute >= now
            && !appointment.services.isEmpty
            && appointment.services.allSatisfy { model.services[$0.id] != nil }
            && work(of: appointment, model).steps.count == appointment.placedSteps.count
    }

    private static func work(of appointment: AppointmentState, _ model: WorkshopModel) -> Work {
        model.work(appointment.services.compactMap { model.services[$0.id] }, for: appointment.vehicle.vehicleClass)
    }

    /// As it was sold: where its technician is known its length is what they were given, whatever the catalogue says today.
    private static func visit(
        _ appointment: AppointmentState, _ model: WorkshopModel, origin: EpochMinute, from first: Int
    ) -> PlanningProblem.Visit {
        let start = appointment.start.epochMinute - origin
        var steps = work(of: appointment, model).steps
        var confirmed: [PlannedStep] = []
        for (index, placed) in appointment.placedSteps.enumerated() {
            let people = model.workshop.technicians.indices.filter { person in
                placed.technicians.contains { $0.id == model.workshop.technicians[person].id }
            }
            confirmed.append(PlannedStep(
                start: placed.start.epochMinute - origin, people: people,
                place: placed.bay.flatMap { bay in model.workshop.bays.firstIndex { $0.id == bay.id } }
            ))
            if let slowest = people.map({ model.workshop.technicians[$0].efficiencyPercent }).min(), people.count == placed.technicians.count {
                steps[index].minutes = max((placed.end.epochMinute - placed.start.epochMinute) * slowest / 100, 1)
            }
        }
        let earliest = min(first, start)
        let release = appointment.release.map { max(earliest, $0.epochMinuteRoundedUp - origin) } ?? earliest
        return PlanningProblem.Visit(
            // Who had another time before should not be the one who is late, or left out.
            priority: appointment.previousStart == nil ? 2 : 3, release: release, due: appointment.end.epochMinute - origin,
            wish: start, confirmed: confirmed, steps: steps
        )
    }

    private static func hit(_ fixed: [AppointmentState], by request: ReplanRequest) -> [UUID] {
        fixed.filter { one in
            one.placedSteps.contains { step in
                let period = Period(start: step.start, end: step.end)
                return (request.away ?? []).contains { away in
                    step.technicians.contains { $0.id == away.technicianId } && away.during.overlaps(period)
                } || (request.closed ?? []).contains { $0.bayId == step.bay?.id && $0.during.overlaps(period) }
            }
        }.map(\.id)
    }

    /// What does not move takes its person, bay or tool away from the rest, and its share of a day that may be sold.
    private mutating func take(_ reservation: Reservation) {
        let minutes = (reservation.minutes.lowerBound - origin)..<(reservation.minutes.upperBound - origin)
        let workshop = model.workshop
        if let person = workshop.technicians.firstIndex(where: { $0.id == reservation.resource }) {
            problem.people[person].remove(minutes)
            let day = problem.days.lastIndex { $0 <= minutes.lowerBound } ?? 0
            if problem.people[person].ceilings.indices.contains(day) { problem.people[person].ceilings[day] -= minutes.count }
        } else if let place = workshop.bays.firstIndex(where: { $0.id == reservation.resource }) {
            problem.places[place].remove(minutes)
        } else if let kind = model.tools[reservation.resource]?.kind, let pool = problem.pools.firstIndex(where: { $0.kind == kind }) {
            problem.pools[pool].taken.append(minutes)
        }
    }
}

extension ReplanProblem {
    /// The proposal that a plan of this problem is.
    func changes(_ plan: VisitPlan) -> [ReplanProposal.Change] {
        plan.changes(in: problem).compactMap { change in
            switch change {
            case .moved(let index, _, _), .added(let index, _): proposal(index, .moved, plan)
            case .reassigned(let index): proposal(index, .reassigned, plan)
            case .rehoused(let index): proposal(index, .rehoused, plan)
            case .dropped(let index), .left(let index): proposal(index, .displaced, plan)
            }
        }.sorted { ($0.before.start, $0.appointmentId.text) < ($1.before.start, $1.appointmentId.text) }
    }

    private func proposal(_ index: Int, _ kind: ReplanProposal.Kind, _ plan: VisitPlan) -> ReplanProposal.Change? {
        guard appointments.indices.contains(index) else { return nil }
        let before = appointments[index]
        let after = plan.visits[index].flatMap { place($0, index) }
        return ReplanProposal.Change(
            appointmentId: before.id, version: before.version, kind: kind,
            before: .init(start: before.start, end: before.end, technician: before.technician, bay: before.bay), after: after,
            lateMinutes: after.map { max(0, $0.end.epochMinute - before.end.epochMinute) } ?? 0
        )
    }

    /// Technician and bay are the first that a visit has.
    private func place(_ steps: [PlannedStep], _ index: Int) -> ReplanProposal.Place? {
        guard let first = steps.first, let person = first.people.first, let place = steps.lazy.compactMap(\.place).first,
            let last = steps.last, let work = problem.visits[index].steps.last
        else { return nil }
        let longest = last.people.map { model.workshop.technicians[$0].minutes(for: work) }.max() ?? work.minutes
        return .init(
            start: Date(epochMinute: origin + first.start), end: Date(epochMinute: origin + last.start + longest),
            technician: model.technician(model.workshop.technicians[person].id), bay: model.bay(model.workshop.bays[place].id)
        )
    }
}

extension ReplanRequest {
    /// The workshop as it is without those who are away and what is closed.
    fileprivate func applied(to workshop: Workshop) -> Workshop {
        var workshop = workshop
        for one in away ?? [] {
            guard let index = workshop.technicians.firstIndex(where: { $0.id == one.technicianId }) else { continue }
            workshop.technicians[index].absences.append(one.during.minutes)
        }
        for one in closed ?? [] {
            guard let index = workshop.bays.firstIndex(where: { $0.id == one.bayId }) else { continue }
            workshop.bays[index].closures.append(one.during.minutes)
        }
        return workshop
    }
}

extension AppointmentStatus {
    /// Whether people and bays are, or will be, busy with it.
    fileprivate var takesTime: Bool { [.booked, .checkedIn, .started].contains(self) }
}
