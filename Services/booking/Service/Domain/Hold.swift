import Contracts
import Foundation

/// A slot that somebody wants to keep while they fill in the rest.
struct HoldOrder: Codable, Sendable, Hashable, Validatable {
    var workshopId: UUID
    var serviceIds: [UUID]
    /// `midsize` where absent.
    var vehicleClass: VehicleClass?
    var start: Date
    /// The hold this one takes the place of: its slot counts as free, and it ends.
    var replaces: UUID?

    func validate(_ validation: inout Validation) {
        validation.requireVisit(serviceIds, start)
    }
}

/// A slot kept for whoever knows the id.
struct Hold: Codable, Sendable, Hashable {
    let id: UUID
    let workshopId: UUID
    let start: Date
    let end: Date
    /// From then on others can have it.
    let expiresAt: Date
}

/// What of a day is being booked at the moment, for the board.
struct HeldPlace: Codable, Sendable, Hashable {
    let id: UUID
    let start: Date
    let end: Date
    let technician: NamedReference
    let bay: NamedReference
    let expiresAt: Date
}

extension Validation {
    /// What every wish for a slot has to keep.
    mutating func requireVisit(_ services: [UUID], _ start: Date) {
        require((1...10).contains(services.count), "serviceIds", "must name 1 to 10 services")
        requireWholeMinute(start, "start")
    }
}
