import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// Keeps a slot for somebody who is about to book it: others see it as taken until the hold is booked, given back or expired.
struct HoldSlot: Sendable {
    /// Anybody may hold, so holds must never close a workshop: no more than so many of one at a time.
    static let maximumPerWorkshop = 200

    let reservation: SlotReservation
    let appointments: AppointmentStore
    let holds: HoldStore
    let policies: Policies
    let limits: BookingLimits
    let boards: BoardSignals
    let clock: any WallClock
    let ids: any IDGenerator

    /// - Throws: `ValidationError`, `BookingError.slotTaken`, `.tooManyHolds` and those of the start.
    func callAsFunction(_ order: HoldOrder, in transaction: PostgresTransaction) async throws -> Hold {
        let order = try order.validated()
        let now = clock.now()
        try limits.check(order.start, at: now)
        let policy = try await policies.policy(for: .visitor(of: order.workshopId, for: order.serviceIds), customer: nil, in: transaction)
        try policy.checkNotice(order.start, at: now)
        try policy.checkHorizon(order.start, at: now)
        guard try await holds.count(in: order.workshopId, at: now, in: transaction) < Self.maximumPerWorkshop else {
            throw BookingError.tooManyHolds
        }
        let id = ids.next()
        let wanted = try await WantedSlot(order).knowing(holds, in: transaction)
        let hold = try await reservation.place(wanted, in: transaction, sharing: true) { slot in
            let hold = Hold(
                id: id, workshopId: order.workshopId, start: Date(epochMinute: slot.visit.start), end: Date(epochMinute: slot.visit.end),
                expiresAt: now.addingTimeInterval(limits.hold / .seconds(1))
            )
            let allocations = Allocation.all(of: slot.visit, for: id, in: slot.model)
            try await transaction.pipeline((wanted.giving.map { [holds.remove($0.owner)] } ?? []) + [
                holds.insert(hold), appointments.insert(allocations, isHold: true),
            ])
            return hold
        }
        let boards = boards
        transaction.afterCommit { boards.signal(order.workshopId) }
        return hold
    }
}

extension WantedSlot {
    init(_ order: HoldOrder) {
        self.init(workshop: order.workshopId, start: order.start, giving: order.replaces.map { Giving(owner: $0) }) { model in
            model.work(try model.services(order.serviceIds), for: order.vehicleClass ?? .midsize)
        }
    }

    /// The same with the days of the hold it gives up; a hold that is gone, or of another workshop, is none.
    func knowing(_ holds: HoldStore, in transaction: PostgresTransaction) async throws -> WantedSlot {
        var wanted = self
        wanted.giving = nil
        if let hold = giving?.owner, let place = try await holds.place(of: hold, in: transaction), place.workshop == workshop {
            wanted.giving = Giving(owner: hold, days: place.days)
        }
        return wanted
    }
}

/// Gives a held slot back.
struct ReleaseHold: Sendable {
    let database: PostgresClient
    let days: DayStore
    let holds: HoldStore
    let boards: BoardSignals

    /// A hold that is unknown, booked or expired is gone already: nothing happens.
    func callAsFunction(_ id: UUID) async throws {
        guard let place = try await holds.place(of: id, in: database) else { return }
        let boards = boards
        try await database.withTransaction(attempts: 3) { transaction in
            _ = try await days.lock(place.days, of: place.workshop, in: transaction)
            try await transaction.execute(holds.remove(id))
            transaction.afterCommit { boards.signal(place.workshop) }
        }
    }
}
