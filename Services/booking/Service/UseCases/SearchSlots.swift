import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// Finds the free starts of some days and proposes the best.
struct SearchSlots: Sendable {
    static let maximumDays = 60

    let plans: PlanStore
    let limits: BookingLimits
    let metrics: BookingMetrics
    let clock: any WallClock

    func callAsFunction(_ request: SlotRequest, in database: some Querying) async throws -> SlotAnswer {
        try await find(request, without: nil, in: database) { model in
            model.work(try model.services(request.services), for: request.vehicleClass)
        }
    }

    /// The slots an existing appointment may be moved to.
    func callAsFunction(
        moving appointment: AppointmentState, from: LocalDate?, days: Int, in database: some Querying
    ) async throws -> SlotAnswer {
        let request = SlotRequest(
            workshop: appointment.workshop.id, services: appointment.services.map(\.id),
            vehicleClass: appointment.vehicle.vehicleClass, from: from, days: days
        )
        return try await find(request, without: appointment.id, in: database) { model in
            model.work(try model.services(request.services), for: request.vehicleClass)
        }
    }

    private func find(
        _ request: SlotRequest, without owner: UUID?, in database: some Querying, _ work: (WorkshopModel) throws -> Work
    ) async throws -> SlotAnswer {
        guard (1...Self.maximumDays).contains(request.days) else {
            throw ValidationError([FieldViolation("days", "must be 1 to \(Self.maximumDays)")])
        }
        let began = ContinuousClock.now
        let now = clock.now()
        let from: LocalDate
        if let wanted = request.from {
            from = wanted
        } else {
            from = try await plans.model(of: request.workshop, in: database).workshop.calendar.date(of: now.epochMinute)
        }
        let plan = try await plans.plan(of: request.workshop, from: from, days: request.days, in: database)
        let query = SlotQuery(
            work: try work(plan.model), earliest: limits.earliest(at: now).epochMinuteRoundedUp,
            latest: now.addingTimeInterval(Double(limits.horizonDays) * 86_400).epochMinute, grid: limits.gridMinutes
        )
        let engine = plan.engine(without: owner)
        let slots = engine.slots(query)
        let answer = Self.answer(slots, engine.recommend(query, among: slots), query.work, plan.model)
        metrics.slotSearch.observe(ContinuousClock.now - began)
        return answer
    }

    private static func answer(
        _ days: [DaySlots], _ best: [Recommendation], _ work: Work, _ model: WorkshopModel
    ) -> SlotAnswer {
        let proposed = Dictionary(uniqueKeysWithValues: best.map { ($0.start, $0) })
        return SlotAnswer(
            workshopId: model.id, timeZone: model.definition.timeZone, durationMinutes: work.minutes,
            days: days.map { day in
                SlotAnswer.Day(date: day.date, slots: day.starts.map { start in
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
            }
        )
    }
}
