import Contracts
import Foundation
import Scheduling

/// Some days of a workshop and their appointments, as the planner takes them.
struct ReplanProblem {
    let model: WorkshopModel
    let origin: EpochMinute
    /// Those that may move, in the order of the problem's visits.
    let appointments: [AppointmentState]
    private(set) var problem: PlanningProblem

    /// - Parameter now: what has begun, or should have, stays where it is; nothing is moved into the past.
    init(_ request: ReplanRequest, _ model: WorkshopModel, _ appointments: [AppointmentState], now: EpochMinute) {
        self.model = model
        let origin = model.workshop.calendar.frame(of: request.from).start
        self.origin = origin
        let movable = appointments.filter { Self.canMove($0, model, now: now) }
        self.appointments = movable
        problem = PlanningProblem(
            model.workshop, from: request.from, days: request.days,
            visits: movable.map { Self.visit($0, model, origin: origin, now: now) })
        for fixed in appointments where fixed.status.takesTime && !Self.canMove(fixed, model, now: now) { take(fixed) }
        for one in request.away ?? [] { removePerson(one.technicianId, one.during.minutes) }
        for one in request.closed ?? [] { removePlace(one.bayId, one.during.minutes) }
    }

    /// The proposal that a plan of this problem is.
    func changes(_ plan: VisitPlan) -> [ReplanProposal.Change] {
        plan.changes(in: problem).compactMap { change in
            switch change {
            case .moved(let index, _, _): proposal(index, .moved, plan)
            case .reassigned(let index): proposal(index, .reassigned, plan)
            case .dropped(let index), .left(let index): proposal(index, .displaced, plan)
            case .added(let index, let start):
                // Its technician or bay is not of this workshop any more: it is planned like new work.
                proposal(index, start == appointments[index].start.epochMinute - origin ? .reassigned : .moved, plan)
            }
        }.sorted { ($0.before.start, $0.appointmentId.text) < ($1.before.start, $1.appointmentId.text) }
    }

    private func proposal(_ index: Int, _ kind: ReplanProposal.Kind, _ plan: VisitPlan) -> ReplanProposal.Change? {
        guard appointments.indices.contains(index) else { return nil }
        let before = appointments[index]
        let after = plan.visits[index]?.first.flatMap { place($0, index) }
        return ReplanProposal.Change(
            appointmentId: before.id, version: before.version, kind: kind,
            before: .init(start: before.start, end: before.end, technician: before.technician, bay: before.bay), after: after,
            lateMinutes: after.map { max(0, $0.end.epochMinute - before.end.epochMinute) } ?? 0
        )
    }

    private func place(_ step: PlannedStep, _ index: Int) -> ReplanProposal.Place? {
        guard let person = step.people.first, let place = step.place, let work = problem.visits[index].steps.first else { return nil }
        let technician = model.workshop.technicians[person]
        let start = origin + step.start
        return .init(
            start: Date(epochMinute: start), end: Date(epochMinute: start + technician.minutes(for: work)),
            technician: model.technician(technician.id), bay: model.bay(model.workshop.bays[place].id)
        )
    }

    /// What is not sold here any more takes its time, but nobody knows what it would need elsewhere.
    private static func canMove(_ appointment: AppointmentState, _ model: WorkshopModel, now: EpochMinute) -> Bool {
        appointment.status == .booked && appointment.start.epochMinute >= now && !appointment.services.isEmpty
            && appointment.services.allSatisfy { model.services[$0.id] != nil }
    }

    private static func visit(
        _ appointment: AppointmentState, _ model: WorkshopModel, origin: EpochMinute, now: EpochMinute
    ) -> PlanningProblem.Visit {
        let services = appointment.services.compactMap { model.services[$0.id] }
        let person = model.workshop.technicians.firstIndex { $0.id == appointment.technician.id }
        let place = model.workshop.bays.firstIndex { $0.id == appointment.bay.id }
        let confirmed = person.map { PlannedStep(start: appointment.start.epochMinute - origin, people: [$0], place: place) }
        return .init(
            // Who was moved before is not to be moved again if it can be helped.
            priority: appointment.previousStart == nil ? 2 : 3, release: max(now - origin, 0), due: appointment.end.epochMinute - origin,
            confirmed: place == nil ? nil : confirmed.map { [$0] }, steps: model.work(services, for: appointment.vehicle.vehicleClass).steps
        )
    }

    /// Work that does not move takes its people, bay and tools away from the rest.
    private mutating func take(_ appointment: AppointmentState) {
        let minutes = appointment.start.epochMinute..<max(appointment.end.epochMinute, appointment.start.epochMinute)
        removePerson(appointment.technician.id, minutes)
        let buffers = appointment.services.compactMap { model.services[$0.id]?.definition }
        let (before, after) = (buffers.compactMap(\.preparationMinutes).max() ?? 0, buffers.compactMap(\.cleanUpMinutes).max() ?? 0)
        removePlace(appointment.bay.id, (minutes.lowerBound - before)..<(minutes.upperBound + after))
        for tool in appointment.tools {
            guard let kind = model.tools[tool.id]?.kind, let pool = problem.pools.firstIndex(where: { $0.kind == kind }) else { continue }
            problem.pools[pool].taken.append((minutes.lowerBound - origin)..<(minutes.upperBound - origin))
        }
    }

    private mutating func removePerson(_ id: UUID, _ minutes: Range<EpochMinute>) {
        guard let index = model.workshop.technicians.firstIndex(where: { $0.id == id }) else { return }
        problem.people[index].remove((minutes.lowerBound - origin)..<(minutes.upperBound - origin))
    }

    private mutating func removePlace(_ id: UUID, _ minutes: Range<EpochMinute>) {
        guard let index = model.workshop.bays.firstIndex(where: { $0.id == id }) else { return }
        problem.places[index].remove((minutes.lowerBound - origin)..<(minutes.upperBound - origin))
    }
}

extension AppointmentStatus {
    /// Whether people and bays are, or will be, busy with it.
    fileprivate var takesTime: Bool { [.booked, .checkedIn, .started].contains(self) }
}
