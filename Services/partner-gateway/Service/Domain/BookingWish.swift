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

    /// Every rule that the wish breaks as far as the gateway can tell; booking knows the rest.
    func violations(now: Date) -> [FieldViolation] {
        var found: [FieldViolation] = []
        func demand(_ holds: Bool, _ field: String, _ rule: String) { if !holds { found.append(FieldViolation(field, rule)) } }
        demand((1...100).contains(reference.count), "reference", "must have 1 to 100 characters")
        demand((1...10).contains(serviceIds.count), "serviceIds", "must name 1 to 10 services")
        demand(Set(serviceIds).count == serviceIds.count, "serviceIds", "must not name a service twice")
        demand(start > now, "start", "must lie in the future")
        demand((1...200).contains(customer.name.count), "customer.name", "must have 1 to 200 characters")
        demand(Self.isAddress(customer.email), "customer.email", "must be an e-mail address")
        demand((1...20).contains(vehicle.plate.count), "vehicle.plate", "must have 1 to 20 characters")
        demand((1...100).contains(vehicle.make.count), "vehicle.make", "must have 1 to 100 characters")
        demand((1...100).contains(vehicle.model.count), "vehicle.model", "must have 1 to 100 characters")
        demand((note?.count ?? 0) <= 2000, "note", "must have at most 2,000 characters")
        return found
    }

    func event(id: UUID, partner: UUID) -> PartnerBookingRequested {
        PartnerBookingRequested(
            requestId: id, partnerId: partner, reference: reference, workshopId: workshopId, serviceIds: serviceIds, start: start,
            customer: customer, vehicle: vehicle, note: note
        )
    }

    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return text.utf8.count <= 254 && parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
            && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && !"<>,;:\"()[]\\".unicodeScalars.contains($0) }
    }
}
