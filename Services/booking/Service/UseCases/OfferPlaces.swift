import Contracts
import Foundation
import Outbox
import PostgreSQL
import Scheduling

/// Offers places to those who wait, in the order in which they came: each gets the first start that suits and that they were not offered
/// before, held for them until they answer or the offer expires.
struct OfferPlaces: Sendable {
    /// Less time to answer is no offer.
    static let leastToAnswer: TimeInterval = 1_800
    /// Looked at in one go.
    static let mostEntries = 500
    /// Anybody may wait, so offers must never close a workshop: no more than so many of one at a time.
    static let mostOpen = 20
    /// Of the starts that suit, so many are tried where others are quicker.
    private static let tries = 3
    /// What one cancellation or move frees is seldom more.
    private static let mostFreed = 4

    let plans: PlanStore
    let reservation: SlotReservation
    let appointments: AppointmentStore
    let holds: HoldStore
    let waiting: WaitingStore
    let links: WaitingLinks
    let outbox: Outbox
    let policies: Policies
    let limits: BookingLimits
    let clock: any WallClock
    let ids: any IDGenerator

    /// Offers what a transaction has just freed on these days, which it has locked: those who wait come before whoever happens to search
    /// at that moment. Does nothing while another instance offers; it comes back to these days.
    func offerFreed(on days: Set<LocalDate>, of workshop: UUID, in transaction: PostgresTransaction) async throws {
        guard let first = days.min(), let last = days.max() else { return }
        let someone = try await waiting.waiting(at: workshop, from: first, through: last, limit: 1, in: transaction)
        guard !someone.isEmpty, try await waiting.tryLock(workshop, in: transaction) else { return }
        for _ in 0..<Self.mostFreed {
            guard try await offerOne(of: workshop, from: first, through: last, only: days, in: transaction) else { return }
        }
    }

    /// Makes the next offer of a workshop.
    /// - Parameter only: the visit must lie on these days; nil: on whatever it needs.
    /// - Returns: false where there is none to make.
    func offerOne(
        of workshop: UUID, from first: LocalDate, through last: LocalDate, only: Set<LocalDate>? = nil, in transaction: PostgresTransaction
    ) async throws -> Bool {
        let entries = try await waiting.waiting(at: workshop, from: first, through: last, limit: Self.mostEntries, in: transaction)
        guard let earliest = entries.map(\.wish.from).min(), let latest = entries.map(\.wish.to).max() else { return false }
        let (begin, end) = (max(earliest, first), min(latest, last))
        let plan = try await plans.plan(
            of: workshop, from: begin.adding(days: -1), days: min(end.daysSince1970 - begin.daysSince1970 + 3, SearchSlots.maximumDays),
            in: transaction, sharing: false
        )
        guard try await holds.count(in: workshop, areOffers: true, at: clock.now(), in: transaction) < Self.mostOpen else { return false }
        let rules = try await policies.store.book(of: [workshop], customers: [], defaults: policies.defaults, in: transaction)
        let engine = plan.engine()
        for entry in entries {
            let limits = limits.following(rules.policy(for: entry.wish.subject))
            guard let work = try? entry.wish.work(in: plan.model) else { continue }
            // Elsewhere others may hold the days, and wait for those that are locked here.
            if only != nil, plan.model.workshop.reach(of: work).after > 1_440 { continue }
            for start in starts(for: entry.wish, work, engine, limits, without: entry.offered, only: only).prefix(Self.tries) {
                if try await offer(Date(epochMinute: start), to: entry.id, entry.wish, in: transaction) { return true }
            }
        }
        return false
    }

    private func starts(
        for wish: WaitingWish, _ work: Work, _ engine: SlotEngine, _ limits: BookingLimits, without offered: Set<Date>, only: Set<LocalDate>?
    ) -> [EpochMinute] {
        let earliest = limits.earliest(at: clock.now()).addingTimeInterval(Self.leastToAnswer).epochMinuteRoundedUp
        let calendar = engine.workshop.calendar
        let latest = clock.now().addingTimeInterval(Double(limits.horizonDays) * 86_400).epochMinute
        let days = engine.slots(SlotQuery(work: work, earliest: earliest, latest: latest, grid: limits.gridMinutes))
            .filter { (wish.from...wish.to).contains($0.date) && only?.contains($0.date) ?? true }
        return days.lazy.flatMap(\.starts).filter { wish.suits($0, calendar) && !offered.contains(Date(epochMinute: $0)) }
    }

    private func offer(_ start: Date, to entry: UUID, _ wish: WaitingWish, in transaction: PostgresTransaction) async throws -> Bool {
        let now = clock.now()
        let expires = min(now.addingTimeInterval(limits.offer / .seconds(1)), start.addingTimeInterval(-(limits.notice / .seconds(1))))
        let wanted = WantedSlot(workshop: wish.workshopId, start: start) { try wish.work(in: $0) }
        do {
            try await transaction.withSavepoint {
                try await reservation.place(wanted, in: transaction, sharing: false) { slot in
                    let hold = Hold(
                        id: ids.next(), workshopId: wish.workshopId, start: start, end: Date(epochMinute: slot.visit.end), expiresAt: expires
                    )
                    let allocations = Allocation.all(of: slot.visit, for: hold.id, in: slot.model)
                    let rows = try await transaction.pipeline([
                        holds.insert(hold, isOffer: true), appointments.insert(allocations, isHold: true),
                    ] + waiting.offer(hold, to: entry, at: now))
                    // The customer has left meanwhile.
                    guard let version: Int64 = try rows.last?.first?.get("version") else {
                        throw BookingError.slotTaken(blockers: [], alternatives: [])
                    }
                    try await tell(hold, to: entry, version: version, wish, slot.model, in: transaction)
                }
            }
            return true
        } catch BookingError.slotTaken {
            return false
        }
    }

    private func tell(
        _ hold: Hold, to entry: UUID, version: Int64, _ wish: WaitingWish, _ model: WorkshopModel, in transaction: PostgresTransaction
    ) async throws {
        let services = try model.services(wish.serviceIds).map(\.definition.name)
        let offer = WaitingListOffer(
            id: entry, version: version, workshop: model.reference, name: wish.customer.name, email: wish.customer.email,
            locale: wish.customer.locale ?? "en", plate: wish.vehicle.plate, services: services, start: hold.start, end: hold.end,
            expiresAt: hold.expiresAt, url: links.url(for: entry)
        )
        try await outbox.add(.waitingListOffered, subject: entry, version: version, payload: offer, in: transaction)
    }
}

extension WaitingWish {
    /// Whose rules hold for it.
    var subject: PolicySubject {
        .visitor(of: workshopId, for: serviceIds)
    }

    func work(in model: WorkshopModel) throws -> Work {
        model.work(try model.services(serviceIds), for: vehicle.vehicleClass ?? .midsize)
    }
}
