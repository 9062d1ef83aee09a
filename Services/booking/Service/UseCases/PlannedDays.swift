import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// Some days of a workshop for work that begins on them: with one more on each side for what reaches over midnight, and as many after them as
/// a visit of several steps may need.
struct PlannedDays: Sendable {
    let dates: [LocalDate]
    let plan: Plan
    let services: [CatalogueService]
    let work: Work
    var model: WorkshopModel { plan.model }

    /// - Throws: `BookingError.unknownWorkshop`, `.unknownService`.
    init(
        _ plans: PlanStore, _ limits: BookingLimits, _ wish: (workshop: UUID, services: [UUID], vehicleClass: VehicleClass), from: LocalDate,
        days count: Int, at now: Date, in database: some Querying
    ) async throws {
        dates = (0..<count).map { from.adding(days: $0) }
        let open = dates.filter { limits.isOpen($0, at: now) }
        // No other day is looked up, whoever asks for it: the database knows no day before the first year.
        let first = (open.first ?? LocalDate(daysSince1970: now.epochMinute / 1_440)).adding(days: -1)
        plan = try await plans.plan(of: wish.workshop, from: first, days: open.isEmpty ? 0 : open.count + 2, reaching: { model in
            model.work(try model.services(wish.services), for: wish.vehicleClass)
        }, in: database)
        services = try plan.model.services(wish.services)
        work = plan.model.work(services, for: wish.vehicleClass)
    }

    /// - Parameter release: the work cannot begin before; nil: whenever.
    func query(_ limits: BookingLimits, release: Date? = nil, at now: Date) -> SlotQuery {
        SlotQuery(
            work: work, earliest: max(limits.earliest(at: now).epochMinuteRoundedUp, beginning),
            latest: now.addingTimeInterval(Double(limits.horizonDays) * 86_400).epochMinute, grid: limits.gridMinutes,
            release: release?.epochMinuteRoundedUp)
    }

    private var beginning: EpochMinute { dates.first.map { model.workshop.calendar.frame(of: $0).start } ?? .min }

    /// Those of the days that were asked for.
    func shown(_ slots: [DaySlots]) -> [DaySlots] {
        guard let first = dates.first, let last = dates.last else { return [] }
        return slots.filter { (first...last).contains($0.date) }
    }
}
