import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// Books a slot: appointment, allocations, audit entry and event in the caller's transaction, or nothing.
struct BookAppointment: Sendable {
    let reservation: SlotReservation
    let ledger: ScheduleLedger
    let contacts: ContactStore
    let holds: HoldStore
    let links: ManageLinks
    let policies: Policies
    let limits: BookingLimits
    let metrics: BookingMetrics
    let clock: any WallClock
    let ids: any IDGenerator

    /// Books, and tells of it.
    /// - Parameters:
    ///   - id: given where a retried cause must not book twice.
    ///   - sharing: false in a transaction that has written before.
    /// - Throws: `ValidationError`, `BookingError`.
    func callAsFunction(
        _ order: BookingOrder, channel: BookingChannel, by actor: Actor, partner: PartnerReference? = nil, id: UUID? = nil,
        sharing: Bool = true, in transaction: PostgresTransaction
    ) async throws -> BookedAppointment {
        let booked = try await place(order, channel: channel, by: actor, partner: partner, id: id, sharing: sharing, in: transaction)
        try await tell(of: booked.appointment, by: actor, in: transaction)
        return booked
    }

    /// The same, but nobody is told: `tell` must follow in the same transaction.
    func place(
        _ order: BookingOrder, channel: BookingChannel, by actor: Actor, partner: PartnerReference? = nil, id: UUID? = nil,
        sharing: Bool = true, in transaction: PostgresTransaction
    ) async throws -> BookedAppointment {
        let order = try order.validated()
        let now = clock.now()
        try limits.check(order.start, at: now)
        let id = id ?? ids.next()
        let known = try await contacts.customer(email: order.customer.email, in: transaction)
        let customer = order.customer.contact(id: known ?? NaturalIdentity.customer(email: order.customer.email))
        try await policies.admit(order, by: actor, channel: channel, customer: customer.id, at: now, in: transaction)
        let vehicle = order.vehicle.description(owner: customer.id)
        let wanted = order.holdId == nil ? WantedSlot(order) : try await WantedSlot(order).knowing(holds, in: transaction)
        return try await reservation.place(wanted, in: transaction, sharing: sharing) { slot in
            let lines = slot.model.lines(try slot.model.services(order.serviceIds), for: vehicle.vehicleClass)
            var state = AppointmentState(
                id: id, version: 1, status: .booked, workshop: slot.model.reference, customer: customer, vehicle: vehicle,
                services: lines, technician: slot.model.technician(slot.visit.technician), bay: slot.model.bay(slot.visit.bay), tools: [],
                start: order.start, end: order.start, price: slot.model.price(of: lines), channel: channel, partner: partner,
                note: order.note, bookedAt: now, changedAt: now
            )
            state.place(at: slot.visit, in: slot.model)
            state.release = order.release
            let token = links.token(for: id, ending: state.end)
            state.manageUrl = links.url(token: token)
            try await ledger.add(NewAppointment(state, at: slot.visit, in: slot.model), releasing: wanted.giving?.owner, in: transaction)
            return BookedAppointment(appointment: state, manageToken: token, manageUrl: links.url(token: token))
        }
    }

    /// Writes event and audit entry: last of all, since the entry holds its workshop's chain until the transaction ends.
    func tell(of appointment: AppointmentState, by actor: Actor, in transaction: PostgresTransaction) async throws {
        try await ledger.tell(of: appointment, by: actor, in: transaction)
        let (metrics, channel) = (metrics, appointment.channel)
        transaction.afterCommit { metrics.didBook(channel) }
    }
}
