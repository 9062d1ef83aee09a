import Contracts
import Foundation
import Scheduling

/// Finds the starts that suit those who wait, on one plan: the engine is asked once for each work, however many wait for it.
struct OfferSearch: Sendable {
    private struct Ask: Hashable {
        let services: [UUID]
        let vehicleClass: VehicleClass
    }

    let plan: Plan
    /// The visit must begin on these days; nil: on any.
    let only: Set<LocalDate>?
    let rules: PolicyBook
    let limits: BookingLimits
    let now: Date
    private let engine: SlotEngine
    private var known: [Ask: [EpochMinute]] = [:]

    init(plan: Plan, only: Set<LocalDate>?, rules: PolicyBook, limits: BookingLimits, at now: Date) {
        (self.plan, self.only, self.rules, self.limits, self.now) = (plan, only, rules, limits, now)
        engine = plan.engine()
    }

    /// The starts that suit and were not offered before, ascending.
    mutating func starts(for candidate: WaitingCandidate, counting tally: inout OfferTally) async -> [EpochMinute] {
        let wish = candidate.wish
        let ask = Ask(services: wish.serviceIds, vehicleClass: wish.vehicle.vehicleClass ?? .midsize)
        if known[ask] == nil {
            tally.queries += 1
            known[ask] = find(wish)
            // Others of this process wait while it computes.
            await Task.yield()
        }
        let calendar = plan.model.workshop.calendar
        return (known[ask] ?? []).filter { wish.suits($0, calendar) && !candidate.offered.contains(Date(epochMinute: $0)) }
    }

    /// The starts of what is wished for, whenever that is wanted; none where it is not done here any more.
    private func find(_ wish: WaitingWish) -> [EpochMinute] {
        guard let work = try? wish.work(in: plan.model) else { return [] }
        // Elsewhere others may hold the days, and wait for those that are locked here.
        if only != nil, plan.model.workshop.reach(of: work).after > 1_440 { return [] }
        let limits = limits.following(rules.policy(for: wish.subject))
        let query = SlotQuery(
            work: work, earliest: limits.earliest(at: now).addingTimeInterval(OfferPlaces.leastToAnswer).epochMinuteRoundedUp,
            latest: now.addingTimeInterval(Double(limits.horizonDays) * 86_400).epochMinute, grid: limits.gridMinutes
        )
        return engine.slots(query).filter { only?.contains($0.date) ?? true }.flatMap(\.starts)
    }
}

/// Days of a workshop of which places are offered.
struct OfferWindow: Sendable {
    /// Looked at by the background, from today on.
    static let days = WaitingWish.longest

    let workshop: UUID
    let stretch: ClosedRange<LocalDate>
    /// The visit must begin on these; nil: on any of the stretch.
    let only: Set<LocalDate>?

    init(workshop: UUID, from first: LocalDate) {
        (self.workshop, stretch, only) = (workshop, first...first.adding(days: Self.days), nil)
    }

    /// Nil without a day.
    init?(workshop: UUID, only days: Set<LocalDate>) {
        guard let first = days.min(), let last = days.max() else { return nil }
        (self.workshop, stretch, only) = (workshop, first...min(last, first.adding(days: Self.days)), days)
    }

    /// The days that any of these waits for.
    func bounds(of page: [WaitingCandidate]) -> (first: LocalDate, last: LocalDate) {
        let first = max(page.map(\.wish.from).min() ?? stretch.lowerBound, stretch.lowerBound)
        let last = min(page.map(\.wish.to).max() ?? stretch.upperBound, stretch.upperBound)
        return (first, max(first, last))
    }
}

/// How much of a waiting list one transaction goes through.
struct OfferBounds: Sendable {
    /// Beside a cancellation, which others wait for: its days are locked.
    static let atOnce = OfferBounds(entries: 100, queries: 12, offers: 4)
    /// In the background. An offer holds days, so each has a transaction of its own.
    static let inTurn = OfferBounds(entries: 100, queries: 120, offers: 1)

    let entries: Int
    /// How often the engine is asked.
    let queries: Int
    let offers: Int
}

/// What going through a part of a waiting list came to.
struct OfferTally: Sendable, Equatable {
    var looked = 0
    var queries = 0
    var offered = 0
    /// After whom to go on; nil at the end of the list, or where no more may be offered.
    var next: UUID?

    func isWithin(_ bounds: OfferBounds) -> Bool { queries < bounds.queries && offered < bounds.offers }
}
