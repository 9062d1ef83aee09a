import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// Books a slot: appointment, allocations, audit entry and event in the caller's transaction, or nothing.
struct BookAppointment: Sendable {
    let reservation: SlotReservation
    let ledger: ScheduleLedger
    let contacts: ContactStore
    let links: ManageLinks
    let policies: Policies
    let limits: BookingLimits
    let metrics: BookingMetrics
    let clock: any WallClock
    let ids: any IDGenerator

    /// - Parameters:
    ///   - id: given where a retried cause must not book twice.
    ///   - sharing: false in a transaction that has written before.
    /// - Throws: `ValidationError`, `BookingError`.
    func callAsFunction(
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
        let wanted = WantedSlot(workshop: order.workshopId, start: order.start) { model in
            model.work(try model.services(order.serviceIds), for: vehicle.vehicleClass)
        }
        let booked = try await reservation.place(wanted, in: transaction, sharing: sharing) { slot in
            let lines = slot.model.lines(try slot.model.services(order.serviceIds), for: vehicle.vehicleClass)
            var state = AppointmentState(
                id: id, version: 1, status: .booked, workshop: slot.model.reference, customer: customer, vehicle: vehicle,
                services: lines, technician: slot.model.technician(slot.assignment.technician), bay: slot.model.bay(slot.assignment.bay),
                tools: slot.assignment.tools.map(slot.model.tool), start: Date(epochMinute: slot.assignment.start),
                end: Date(epochMinute: slot.assignment.end), price: slot.model.price(of: lines), channel: channel, partner: partner,
                note: order.note, bookedAt: now, changedAt: now
            )
            let token = links.token(for: id, ending: state.end)
            state.manageUrl = links.url(token: token)
            let new = NewAppointment(state: state, day: slot.day, bayMinutes: slot.assignment.bayMinutes)
            try await ledger.add(new, in: transaction)
            return BookedAppointment(appointment: state, manageToken: token, manageUrl: links.url(token: token))
        }
        try await ledger.tell(of: booked.appointment, by: actor, in: transaction)
        let metrics = metrics
        transaction.afterCommit { metrics.didBook(channel) }
        return booked
    }
}
