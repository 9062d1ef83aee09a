import Contracts
import Foundation

/// An appointment as a partner asks for it.
struct BookingWish: Codable, Sendable {
    /// The partner's own number; unique among the partner's bookings.
    let reference: String
    let workshopId: UUID
    let serviceIds: [UUID]
    let start: Date
    let customer: PartnerBookingRequested.Customer
    let vehicle: PartnerBookingRequested.Vehicle
    let note: String?

    func event(id: UUID, partner: UUID) -> PartnerBookingRequested {
        PartnerBookingRequested(
            requestId: id, partnerId: partner, reference: reference, workshopId: workshopId, serviceIds: serviceIds, start: start,
            customer: customer, vehicle: vehicle, note: note
        )
    }
}
