import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// Finds the free starts of some days and proposes the best.
struct SearchSlots: Sendable {
    static let maximumDays = 60

    let plans: PlanStore
    let policies: Policies
    let limits: BookingLimits
    let metrics: BookingMetrics
    let clock: any WallClock

    func callAsFunction(_ request: SlotRequest, in database: some Querying) async throws -> SlotAnswer {
        try await find(request, moving: nil, in: database)
    }

    /// The slots an existing appointment may be moved to.
    func callAsFunction(
        moving appointment: AppointmentState, from: LocalDate?, days: Int, in database: some Querying
    ) async throws -> SlotAnswer {
        let request = SlotRequest(
            workshop: appointment.workshop.id, services: appointment.services.map(\.id),
            vehicleClass: appointment.vehicle.vehicleClass, from: from, days: days, release: appointment.release
        )
        return try await find(request, moving: appointment, in: database)
    }

    private func find(
        _ request: SlotRequest, moving appointment: AppointmentState?, in database: some Querying
    ) async throws -> SlotAnswer {
        var validation = Validation()
        validation.require((1...Self.maximumDays).contains(request.days), "days", "must be 1 to \(Self.maximumDays)")
        validation.require((1...10).contains(request.services.count), "serviceIds", "must name 1 to 10 services")
        try validation.finish()
        let began = ContinuousClock.now
        let asker = appointment.map { Asker(moving: $0, by: .customer) } ?? .visitor(of: request.workshop, for: request.services)
        let answer = try await policies.planning(for: asker, over: limits, in: database) { limits in
            try await find(request, within: limits, without: appointment?.id ?? request.hold, in: database)
        }
        metrics.slotSearch.observe(ContinuousClock.now - began)
        return answer
    }

    private func find(
        _ request: SlotRequest, within limits: BookingLimits, without owner: UUID?, in database: some Querying
    ) async throws -> (plan: Plan, value: SlotAnswer) {
        let now = clock.now()
        let from: LocalDate
        if let wanted = request.from {
            from = wanted
        } else {
            from = try await plans.model(of: request.workshop, in: database).workshop.calendar.date(of: now.epochMinute)
        }
        let days = try await PlannedDays(
            plans, limits, (request.workshop, request.services, request.vehicleClass), from: from, days: request.days, at: now, in: database
        )
        let (dates, model) = (days.dates, days.model)
        let query = days.query(limits, release: request.release, at: now)
        let engine = days.plan.engine(without: owner)
        let slots = days.shown(engine.slots(query))
        let best = engine.recommend(query, among: slots)
        let apart = model.apart(days.services, for: request.vehicleClass)
        return (days.plan, Self.answer(dates, slots, best, query.work, model, apart: apart))
    }

    private static func answer(
        _ dates: [LocalDate], _ days: [DaySlots], _ best: [Recommendation], _ work: Work, _ model: WorkshopModel, apart: [[UUID]]?
    ) -> SlotAnswer {
        let starts = Dictionary(uniqueKeysWithValues: days.map { ($0.date, $0.starts) })
        let proposed = Dictionary(uniqueKeysWithValues: best.map { ($0.start, $0) })
        return SlotAnswer(
            workshopId: model.id, timeZone: model.definition.timeZone, durationMinutes: work.minutes,
            days: dates.map { date in
                SlotAnswer.Day(date: date, slots: (starts[date] ?? []).map { start in
                    SlotAnswer.Slot(
                        start: Date(epochMinute: start), end: Date(epochMinute: proposed[start]?.end ?? start + work.minutes),
                        reasons: proposed[start]?.reasons.map(\.rawValue) ?? []
                    )
                })
            },
            best: best.map { one in
                SlotAnswer.Proposal(
                    start: Date(epochMinute: one.start), end: Date(epochMinute: one.end),
                    reason: one.reasons.first?.rawValue ?? ""
                )
            },
            apart: apart
        )
    }
}
