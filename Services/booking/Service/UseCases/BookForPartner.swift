import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Answers partners' requests: an appointment for each, or word that it cannot be.
///
/// Many are answered in one transaction, beside others who book. Nobody waits in a circle because all take what they hold in one order:
/// requests, customers, days by time, and the workshops' chains at the end.
struct BookForPartner: Sendable {
    let book: BookAppointment
    let alternatives: ProposeAlternatives
    let appointments: AppointmentStore
    let outbox: Outbox

    func callAsFunction(_ requests: [PartnerBookingRequested], in transaction: PostgresTransaction) async throws {
        for id in Set(requests.map(\.requestId)).sorted(by: { $0.text < $1.text }) {
            try await appointments.lock(request: id, in: transaction)
        }
        let emails = requests.map(\.customer.email)
        let known = try await book.contacts.customers(emails: emails, in: transaction)
        let customers = emails.map { known[NaturalIdentity.normalized(email: $0)] ?? NaturalIdentity.customer(email: $0) }
        try await book.policies.store.hold(customers, in: transaction)
        var booked: [(state: AppointmentState, actor: Actor)] = []
        for request in requests.sorted(by: { ($0.workshopId.text, $0.start) < ($1.workshopId.text, $1.start) }) {
            let actor = Actor(kind: .partner, subject: request.partnerId.text)
            if let state = try await answer(request, by: actor, in: transaction) { booked.append((state, actor)) }
        }
        for (state, actor) in booked { try await book.tell(of: state, by: actor, in: transaction) }
    }

    /// The appointment's id follows from the request's; a request that has its appointment needs no other answer.
    /// - Returns: what was booked; nil where nothing was.
    private func answer(
        _ request: PartnerBookingRequested, by actor: Actor, in transaction: PostgresTransaction
    ) async throws -> AppointmentState? {
        guard try await !appointments.hasAppointment(for: request.requestId, in: transaction) else { return nil }
        let partner = PartnerReference(id: request.partnerId, reference: request.reference, requestId: request.requestId)
        do {
            return try await transaction.withSavepoint {
                try await book.place(
                    request.order, channel: .partner, by: actor, partner: partner,
                    id: UUID.v5(namespace: request.requestId, name: "appointment"), sharing: false, in: transaction
                ).appointment
            }
        } catch let error as any DomainError {
            try await decline(request, by: actor, error, in: transaction)
            return nil
        }
    }

    private func decline(
        _ request: PartnerBookingRequested, by actor: Actor, _ error: any DomainError, in transaction: PostgresTransaction
    ) async throws {
        var nearest: [Period] = []
        if case BookingError.slotTaken? = error as? BookingError {
            let (order, asker) = (WantedSlot(request.order), Asker(request.order, by: actor, channel: .partner))
            nearest = try await alternatives(to: order, for: asker, in: transaction, sharing: false)
        }
        let answer = AppointmentDeclined(
            requestId: request.requestId, partnerId: request.partnerId, reference: request.reference, reason: error.slug,
            detail: error.detail, alternatives: nearest
        )
        try await outbox.add(
            .appointmentDeclined, subject: request.requestId, version: 1, payload: answer,
            id: UUID.v5(namespace: request.requestId, name: "declined"), in: transaction
        )
    }
}

extension PartnerBookingRequested {
    /// The same wish as a customer's order.
    var order: BookingOrder {
        BookingOrder(
            workshopId: workshopId, serviceIds: serviceIds, start: start,
            customer: CustomerInput(name: customer.name, email: customer.email, phone: customer.phone, locale: customer.locale),
            vehicle: VehicleInput(
                plate: vehicle.plate, vin: vehicle.vin, make: vehicle.make, model: vehicle.model, year: vehicle.year,
                vehicleClass: vehicle.vehicleClass, mileageKm: vehicle.mileageKm
            ),
            note: note, channel: .partner
        )
    }
}
