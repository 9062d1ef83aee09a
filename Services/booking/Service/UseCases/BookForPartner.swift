import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Answers a partner's request: an appointment, or word that it cannot be.
struct BookForPartner: Sendable {
    let book: BookAppointment
    let alternatives: ProposeAlternatives
    let appointments: AppointmentStore
    let outbox: Outbox

    /// The appointment's id follows from the request's; a request that has its appointment needs no other answer.
    func callAsFunction(_ request: PartnerBookingRequested, in transaction: PostgresTransaction) async throws {
        try await appointments.lock(request: request.requestId, in: transaction)
        guard try await !appointments.hasAppointment(for: request.requestId, in: transaction) else { return }
        let partner = PartnerReference(id: request.partnerId, reference: request.reference, requestId: request.requestId)
        let actor = Actor(kind: .partner, subject: request.partnerId.text)
        do {
            _ = try await transaction.withSavepoint {
                try await book(
                    request.order, channel: .partner, by: actor, partner: partner,
                    id: UUID.v5(namespace: request.requestId, name: "appointment"), sharing: false, in: transaction
                )
            }
        } catch let error as any DomainError {
            try await decline(request, by: actor, error, in: transaction)
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
