import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// The free starts nearest to one that was refused.
struct ProposeAlternatives: Sendable {
    static let count = 5
    /// Days that are looked at, and those where these do not have enough.
    static let reach = (near: 4, far: 15)

    let plans: PlanStore
    let policies: Policies
    let limits: BookingLimits
    let metrics: BookingMetrics
    let clock: any WallClock

    /// - Returns: starts that whoever asks may have, by time.
    func callAsFunction(
        to wanted: WantedSlot, for asker: Asker, in database: some Querying, sharing: Bool = true
    ) async throws -> [Period] {
        try await policies.planning(for: asker, over: limits, in: database) { limits in
            let near = try await nearest(wanted, days: Self.reach.near, within: limits, in: database, sharing: sharing)
            guard near.value.count < Self.count else { return near }
            return try await nearest(wanted, days: Self.reach.far, within: limits, in: database, sharing: sharing)
        }
    }

    private func nearest(
        _ wanted: WantedSlot, days: Int, within limits: BookingLimits, in database: some Querying, sharing: Bool
    ) async throws -> (plan: Plan, value: [Period]) {
        let now = clock.now()
        let start = wanted.start.epochMinute
        let earliest = max(limits.earliest(at: now), wanted.release ?? .distantPast).epochMinuteRoundedUp
        // The day in the workshop's zone or the one before: no need to ask for the zone first.
        let first = LocalDate(daysSince1970: max(start, earliest) / 1_440 - 1)
        let latest = now.addingTimeInterval(Double(limits.horizonDays) * 86_400).epochMinute
        let plan = try await plans.plan(
            of: wanted.workshop, from: first, days: days, reaching: wanted.work, in: database, sharing: sharing
        )
        let work = try wanted.work(plan.model)
        let query = SlotQuery(work: work, earliest: earliest, latest: latest, grid: limits.gridMinutes)
        let starts = plan.engine(without: wanted.giving?.owner).slots(query).flatMap(\.starts)
        let chosen = starts.sorted { (abs($0 - start), $0) < (abs($1 - start), $1) }.prefix(Self.count)
        return (plan, chosen.sorted().map { Period($0..<($0 + work.minutes)) })
    }

    /// Runs the body; a refusal for want of a slot leaves with alternatives. To be used outside the transaction that failed.
    func explaining<Value>(
        _ wanted: WantedSlot, for asker: Asker, in database: some Querying, _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch BookingError.slotTaken(let blockers, _) {
            metrics.conflicts.add()
            throw BookingError.slotTaken(blockers: blockers, alternatives: try await self(to: wanted, for: asker, in: database))
        }
    }
}

extension WantedSlot {
    init(_ order: BookingOrder) {
        self.init(workshop: order.workshopId, start: order.start, giving: order.holdId.map { Giving(owner: $0) }, release: order.release) { model in
            model.work(try model.services(order.serviceIds), for: order.vehicle.vehicleClass ?? .midsize)
        }
    }

    /// Another time for an appointment that exists.
    init(moving stored: StoredAppointment, to start: Date, _ wish: PlaceWish = PlaceWish()) {
        let state = stored.state
        self.init(workshop: state.workshop.id, start: start, giving: Giving(owner: state.id, days: stored.days), release: state.release) { model in
            try wish.validate(in: model)
            return wish.applied(to: try model.work(of: state))
        }
    }
}
