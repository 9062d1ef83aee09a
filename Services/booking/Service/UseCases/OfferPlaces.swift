import Contracts
import Foundation
import Outbox
import PostgreSQL
import Scheduling

/// Offers places to those who wait, in the order in which they came: each gets the first start that suits and that they were not offered
/// before, held for them until they answer or the offer expires.
///
/// Any number may wait, and for whatever they like: one transaction looks through a part of the list, `OfferBounds` says how much.
struct OfferPlaces: Sendable {
    /// Less time to answer is no offer.
    static let leastToAnswer: TimeInterval = 1_800
    /// Anybody may wait, so offers must never close a workshop: no more than so many of one at a time.
    static let mostOpen = 20
    /// Of the starts that suit, so many are tried where others are quicker.
    private static let tries = 3

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
    /// at that moment. Whom the bounds do not reach, the background does. Does nothing while another instance offers; it comes back to
    /// these days.
    @discardableResult
    func offerFreed(on days: Set<LocalDate>, of workshop: UUID, in transaction: PostgresTransaction) async throws -> OfferTally {
        guard let window = OfferWindow(workshop: workshop, only: days) else { return OfferTally() }
        let (bounds, stretch) = (OfferBounds.atOnce, window.stretch)
        let page = try await waiting.waiting(at: workshop, during: stretch, limit: bounds.entries, in: transaction)
        guard !page.isEmpty, try await waiting.tryLock(workshop, in: transaction) else { return OfferTally() }
        return try await offer(to: page, window, within: bounds, in: transaction)
    }

    /// Makes the next offer of a workshop, if one of the next in line can have one. The transaction has the workshop's lock.
    /// - Parameter last: whoever was looked at last; nil to begin with the first.
    func offerNext(after last: UUID?, in window: OfferWindow, _ transaction: PostgresTransaction) async throws -> OfferTally {
        let bounds = OfferBounds.inTurn
        let page = try await waiting.waiting(
            at: window.workshop, during: window.stretch, after: last, limit: bounds.entries, in: transaction
        )
        return try await offer(to: page, window, within: bounds, in: transaction)
    }

    private func offer(
        to page: [WaitingCandidate], _ window: OfferWindow, within bounds: OfferBounds, in transaction: PostgresTransaction
    ) async throws -> OfferTally {
        var tally = OfferTally()
        let open = try await holds.count(in: window.workshop, areOffers: true, at: clock.now(), in: transaction)
        let rules = try await rules(of: window.workshop, in: transaction)
        var search: OfferSearch?
        for candidate in page {
            // Nobody can be offered more until somebody answers: then the list is gone through from the beginning.
            guard open + tally.offered < Self.mostOpen else { return tally }
            guard tally.isWithin(bounds) else { return tally }
            var current: OfferSearch
            if let search { current = search } else { current = try await self.search(for: page, window, rules, in: transaction) }
            let found = await current.starts(for: candidate, counting: &tally)
            search = current
            tally.looked += 1
            if try await offer(found.prefix(Self.tries), to: candidate, counting: &tally, in: transaction) != nil {
                tally.offered += 1
                search = nil
            }
            tally.next = candidate.id
        }
        if page.count < bounds.entries { tally.next = nil }
        return tally
    }

    /// Offers the first place that suits an entry and was not offered to it before.
    /// - Returns: when it is; nil where there is none.
    func offerFirst(to entry: WaitingEntry, in transaction: PostgresTransaction) async throws -> Date? {
        guard let candidate = try await waiting.candidate(entry.id, in: transaction) else { return nil }
        let workshop = candidate.wish.workshopId
        let window = OfferWindow(workshop: workshop, from: LocalDate(daysSince1970: clock.now().epochMinute / 1_440 - 1))
        var search = try await search(for: [candidate], window, try await rules(of: workshop, in: transaction), in: transaction)
        var tally = OfferTally()
        let found = await search.starts(for: candidate, counting: &tally)
        return try await offer(found.prefix(Self.tries), to: candidate, counting: &tally, in: transaction)
    }

    private func rules(of workshop: UUID, in transaction: PostgresTransaction) async throws -> PolicyBook {
        try await policies.store.book(of: [workshop], customers: [], defaults: policies.defaults, in: transaction)
    }

    /// The plan as it is now, for as long as nothing is offered.
    private func search(
        for page: [WaitingCandidate], _ window: OfferWindow, _ rules: PolicyBook, in transaction: PostgresTransaction
    ) async throws -> OfferSearch {
        let (first, last) = window.bounds(of: page)
        let plan = try await plans.plan(
            of: window.workshop, from: first.adding(days: -1), days: last.daysSince1970 - first.daysSince1970 + 3, reaching: { model in
                page.compactMap { try? $0.wish.work(in: model) }.map { ($0, model.workshop.reach(of: $0).after) }
                    .max { $0.1 < $1.1 }?.0 ?? Work([WorkStep]())
            }, in: transaction, sharing: false
        )
        return OfferSearch(plan: plan, only: window.only, rules: rules, limits: limits, at: clock.now())
    }

    /// - Returns: the first of the starts that could be had; nil where none could.
    private func offer(
        _ starts: ArraySlice<EpochMinute>, to candidate: WaitingCandidate, counting tally: inout OfferTally,
        in transaction: PostgresTransaction
    ) async throws -> Date? {
        for start in starts.map(Date.init(epochMinute:)) {
            tally.queries += 1
            if try await offer(start, to: candidate.id, candidate.wish, in: transaction) { return start }
        }
        return nil
    }

    /// Keeps a place for somebody and tells them; false where it is not free.
    func offer(_ start: Date, to entry: UUID, _ wish: WaitingWish, in transaction: PostgresTransaction) async throws -> Bool {
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
